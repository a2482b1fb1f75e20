namespace Bdlm.Data.Reading;

/// <summary>How a delimited file is laid out.</summary>
public abstract record TableOptions : ReadOptions
{
    /// <summary>What stands between fields, one or more characters. Default: tab.</summary>
    public string Delimiter { get; init; } = "\t";

    /// <summary>Whether the first line names the columns. Default: false.</summary>
    public bool HasHeader { get; init; }

    /// <summary>Whether fields may stand in double quotes, "" meaning one quote, as in CSV. A quoted field ends on its line. Default: false.</summary>
    public bool Quotes { get; init; }

    /// <summary>The columns that are read, each with what it holds.</summary>
    internal abstract IEnumerable<(string Role, DataColumn Column)> Columns();

    /// <inheritdoc/>
    protected override IEnumerable<string> Faults() => [.. base.Faults(), .. DelimiterFaults(), .. Columns().SelectMany(ColumnFaults)];

    private IEnumerable<string> DelimiterFaults()
    {
        if (string.IsNullOrEmpty(Delimiter))
        {
            yield return "Delimiter is empty; expected at least one character such as \"\\t\", \",\" or \"::\".";
        }
        else if (Delimiter.AsSpan().ContainsAny('\r', '\n') || (Quotes && Delimiter.Contains('"')))
        {
            yield return "Delimiter holds a line end or a quote; expected characters that cannot end a line or a quoted field.";
        }
        else if (Encoding == TextEncoding.Latin1 && Delimiter.AsSpan().ContainsAnyExceptInRange('\0', 'ÿ'))
        {
            yield return "Delimiter holds a character that Latin-1 does not have; expected characters up to U+00FF.";
        }
    }

    private IEnumerable<string> ColumnFaults((string Role, DataColumn Column) entry)
    {
        if (entry.Column is { Name: null, Position: < 0 })
        {
            yield return $"{entry.Role} is at {entry.Column}; expected a position from 0.";
        }
        else if (entry.Column.Name is not null && !HasHeader)
        {
            yield return $"{entry.Role} is {entry.Column}, a name; expected a position from 0 where HasHeader is false.";
        }
    }
}
