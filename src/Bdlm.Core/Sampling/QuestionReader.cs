using System.Text.Json;

namespace Bdlm.Sampling;

/// <summary>Reads a saved set of questions from front to back; every fault names file, line and position (both from 1).</summary>
internal ref struct QuestionReader
{
    private readonly string _path;
    private readonly ReadOnlySpan<byte> _bytes;
    private Utf8JsonReader _json;

    /// <summary>Reads bytes that came from a file.</summary>
    public QuestionReader(string path, ReadOnlySpan<byte> bytes)
    {
        _path = path;
        _bytes = bytes;
        _json = new Utf8JsonReader(bytes);
    }

    /// <summary>Where the last read token starts, in bytes.</summary>
    public readonly long Position => _json.TokenStartIndex;

    /// <summary>Reads one token of the given kind.</summary>
    public void Expect(JsonTokenType kind)
    {
        Advance();
        if (_json.TokenType != kind)
        {
            throw Fault(Position, $"expected {kind}, found {_json.TokenType}");
        }
    }

    /// <summary>Reads the start of another object of an array, or the array's end; true for an object.</summary>
    public bool NextObject()
    {
        Advance();
        return _json.TokenType switch
        {
            JsonTokenType.StartObject => true,
            JsonTokenType.EndArray => false,
            _ => throw Fault(Position, $"expected StartObject or EndArray, found {_json.TokenType}"),
        };
    }

    /// <summary>Reads a property's name.</summary>
    public void Name(string name)
    {
        Advance();
        if (_json.TokenType != JsonTokenType.PropertyName || !_json.ValueTextEquals(name))
        {
            throw Fault(Position, $"expected the property \"{name}\"");
        }
    }

    /// <summary>Reads a property that holds a whole number.</summary>
    public int Int(string name)
    {
        Name(name);
        Advance();
        return Value();
    }

    /// <summary>Reads a property that holds a text.</summary>
    public string Text(string name)
    {
        Name(name);
        Expect(JsonTokenType.String);
        return _json.GetString()!;
    }

    /// <summary>Reads a property that holds an array of whole numbers.</summary>
    public int[] Ints(string name)
    {
        Name(name);
        Expect(JsonTokenType.StartArray);
        var values = new List<int>();
        for (Advance(); _json.TokenType != JsonTokenType.EndArray; Advance())
        {
            values.Add(Value());
        }

        return [.. values];
    }

    /// <summary>Makes sure that nothing follows.</summary>
    public void End()
    {
        try
        {
            _json.Read();
        }
        catch (JsonException exception)
        {
            throw Broken(exception);
        }
    }

    /// <summary>What to throw for a fault at a place.</summary>
    public readonly InvalidDataException Fault(long position, string reason, string remedy = "Build the set again and save it.")
    {
        ReadOnlySpan<byte> before = _bytes[..(int)position];
        return Fault(before.Count((byte)'\n'), before.Length - (before.LastIndexOf((byte)'\n') + 1), reason, remedy);
    }

    private readonly InvalidDataException Fault(long line, long place, string reason, string remedy) =>
        new($"{_path}, line {line + 1}, position {place + 1}: {reason}. {remedy}");

    private readonly int Value() => _json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out int value)
        ? value
        : throw Fault(Position, "expected a whole number");

    private void Advance()
    {
        try
        {
            // The reader itself throws where a document ends early.
            _json.Read();
        }
        catch (JsonException exception)
        {
            throw Broken(exception);
        }
    }

    private readonly InvalidDataException Broken(JsonException exception)
    {
        string reason = exception.Message.Split(" LineNumber:")[0].TrimEnd('.');
        return Fault(exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0, $"is not valid JSON ({reason})", "The file was cut off or damaged; build the set again and save it.");
    }
}
