namespace Bdlm.Data.Reading.Scanning;

/// <summary>Finds columns in a table whose current row is its header, or its first row where it has none.</summary>
internal sealed class TableHeader
{
    private readonly TableScanner _table;
    private readonly string[] _names;

    public TableHeader(TableScanner table)
    {
        _table = table;
        _names = [.. Enumerable.Range(0, table.FieldCount).Select(table.Text)];
    }

    public IReadOnlyList<string> Names => _names;

    /// <summary>The field of a column, from 0.</summary>
    /// <exception cref="DataFormatException">There is no such column.</exception>
    public int Find(DataColumn column, string role)
    {
        if (column.Name is not null)
        {
            return FindOptional(column.Name) ?? throw _table.Lines.Fault(0, $"the header has no column {column} for the {role}; expected one of {string.Join(", ", _names.Select(name => $"\"{name}\""))}. Name the column that holds the {role}, or mend the header.");
        }

        return column.Position < _names.Length
            ? column.Position
            : throw _table.Lines.Fault(0, $"the line has {_names.Length} fields; expected the {role} at {column} (from 0). Give the {role}'s column, or the delimiter that the file uses.");
    }

    /// <summary>The field of a named column, from 0; null if there is none.</summary>
    public int? FindOptional(string name)
    {
        int at = Array.IndexOf(_names, name);
        return at < 0 ? null : at;
    }
}
