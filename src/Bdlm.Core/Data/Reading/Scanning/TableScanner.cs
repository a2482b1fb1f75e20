using System.Runtime.CompilerServices;

namespace Bdlm.Data.Reading.Scanning;

/// <summary>Walks through the rows of a table file: every line has the same number of fields, and whatever is wrong is told with its place.</summary>
/// <remarks>What is called for every row is compiled at its best at once: a file is often read a single time, and at first with slow code.</remarks>
internal sealed class TableScanner : IDisposable
{
    private readonly string _delimiter;
    private readonly FieldSplitter _fields;
    private int _expected;

    /// <summary>Opens a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">Its encoding, unless a byte order mark tells otherwise.</param>
    /// <param name="delimiter">What stands between fields.</param>
    /// <param name="fieldCount">Fields a line; 0 to take the first line's number.</param>
    /// <param name="quotes">Whether fields may stand in double quotes.</param>
    public TableScanner(string path, TextEncoding encoding, string delimiter, int fieldCount = 0, bool quotes = false)
    {
        Lines = new LineScanner(path, encoding);
        _delimiter = delimiter;
        _fields = new FieldSplitter(Lines.Decoder.Encode(delimiter), quotes);
        _expected = fieldCount;
    }

    public LineScanner Lines { get; }

    public int FieldCount => _fields.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MoveNext()
    {
        if (!Lines.MoveNext())
        {
            return false;
        }

        if (!_fields.TrySplit(Lines.Line, out int fault))
        {
            throw Lines.Fault(fault, $"a quoted field does not end with a quote before the delimiter {Show(_delimiter)}; expected \"…\" with \"\" for a quote inside. Mend the quotes (a field cannot go on in the next line).");
        }

        _expected = _expected == 0 ? _fields.Count : _expected;
        return _fields.Count == _expected ? true : throw WrongFieldCount();
    }

    /// <summary>The bytes of a field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Field(int field) => _fields.Field(Lines.Line, field);

    /// <summary>The bytes of a field without blanks around them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Trimmed(int field)
    {
        ReadOnlySpan<byte> bytes = Field(field);
        return bytes.Length > 0 && (bytes[0] <= ' ' || bytes[^1] <= ' ') ? bytes.Trim(" \t"u8) : bytes;
    }

    /// <summary>The dense id of the original id in a field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Intern(IdInterner ids, int field, string role)
    {
        ReadOnlySpan<byte> original = Trimmed(field);
        if (original.IsEmpty)
        {
            throw Fault(field, $"{role} (field {field + 1}) is empty; expected an id. Complete the line or remove it.");
        }

        return ids.TryIntern(original, Lines.Decoder, out int id) ? id : throw EncodingFault(field, original);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public float Rating(int field)
    {
        ReadOnlySpan<byte> bytes = Trimmed(field);
        return NumberParser.TryRating(bytes, out float value)
            ? value
            : throw Fault(field, $"rating (field {field + 1}) is {Lines.Decoder.Show(bytes)}; expected a finite number such as 4 or 3.5. Correct the field or name the column that holds the rating.");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long Time(int field)
    {
        ReadOnlySpan<byte> bytes = Trimmed(field);
        return NumberParser.TryTime(bytes, out long value)
            ? value
            : throw Fault(field, $"time (field {field + 1}) is {Lines.Decoder.Show(bytes)}; expected a number such as 978300760. Correct the field or name the column that holds the time.");
    }

    /// <summary>A field as text, without blanks around it.</summary>
    public string Text(int field)
    {
        ReadOnlySpan<byte> bytes = Trimmed(field);
        return Lines.Decoder.TryDecode(bytes, out string text) ? text : throw EncodingFault(field, bytes);
    }

    public DataFormatException Fault(int field, string problem) => Lines.Fault(_fields.Place(field), problem);

    /// <inheritdoc/>
    public void Dispose() => Lines.Dispose();

    private static string Show(string delimiter) => $"\"{delimiter.Replace("\t", "\\t", StringComparison.Ordinal)}\"";

    private DataFormatException EncodingFault(int field, ReadOnlySpan<byte> text) =>
        Lines.EncodingFault(_fields.Place(field) + Field(field).IndexOf(text), text);

    private DataFormatException WrongFieldCount()
    {
        int place = _fields.Count > _expected ? _fields.Place(_expected) : Lines.Line.Length;
        return Lines.Fault(place, $"the line has {_fields.Count} fields; expected {_expected}, separated by {Show(_delimiter)}. Mend the line, or give the delimiter that the file uses.");
    }
}
