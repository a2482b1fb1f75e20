using System.Text;
using System.Text.Json;

namespace Bdlm.Data.Reading.Scanning;

/// <summary>The properties of a line that is one JSON object; what is missing or of another kind is told with its place.</summary>
internal readonly struct JsonRow(JsonElement row, LineScanner lines)
{
    /// <summary>A whole number.</summary>
    public long Whole(string name) => Find(name).TryWhole(out long value) ? value : throw Wrong(name, "a whole number");

    /// <summary>A number that is 0 or 1.</summary>
    public bool Flag(string name) => Find(name).TryWhole(out long value) && value is 0 or 1 ? value == 1 : throw Wrong(name, "0 or 1");

    /// <summary>A text.</summary>
    public string Text(string name) => Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : throw Wrong(name, "a text");

    /// <summary>A list of whole numbers.</summary>
    public long[] Wholes(string name)
    {
        var values = new List<long>();
        foreach (JsonElement element in List(name))
        {
            values.Add(element.TryWhole(out long value) ? value : throw Wrong(name, "a list of whole numbers"));
        }

        return [.. values];
    }

    /// <summary>A list of texts.</summary>
    public string[] Texts(string name)
    {
        var values = new List<string>();
        foreach (JsonElement element in List(name))
        {
            values.Add(element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong(name, "a list of texts"));
        }

        return [.. values];
    }

    /// <summary>A fault of a property, at the place of its name.</summary>
    public DataFormatException Fault(string name, string actual, string expected)
    {
        int place = lines.Line.IndexOf(Encoding.UTF8.GetBytes($"\"{name}\""));
        return lines.Fault(Math.Max(0, place), $"{name} is {actual}; expected {expected}. Mend the line.");
    }

    private JsonElement Find(string name) => row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out JsonElement value)
        ? value
        : throw Fault(name, "missing", "a property of that name");

    private JsonElement.ArrayEnumerator List(string name) => Find(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : throw Wrong(name, "a list");

    private DataFormatException Wrong(string name, string expected) => Fault(name, row.GetProperty(name).GetRawText(), expected);
}
