namespace Bdlm.Data.Reading.Scanning;

/// <summary>The typed header <c>name:type</c> of an atomic file.</summary>
internal sealed class RecBoleHeader
{
    private static readonly string[] KnownTypes = ["token", "token_seq", "float", "float_seq"];
    private readonly TableScanner _table;
    private readonly string[] _names;
    private readonly string[] _types;

    /// <summary>Takes the header in the table's current row apart.</summary>
    public RecBoleHeader(TableScanner table, IReadOnlyList<string> fields)
    {
        _table = table;
        _names = new string[fields.Count];
        _types = new string[fields.Count];
        for (int field = 0; field < fields.Count; field++)
        {
            int colon = fields[field].LastIndexOf(':');
            _names[field] = colon < 0 ? fields[field] : fields[field][..colon];
            _types[field] = colon < 0 ? string.Empty : fields[field][(colon + 1)..];
            if (!KnownTypes.Contains(_types[field]))
            {
                throw table.Fault(field, $"\"{fields[field]}\" has no known type; expected name:type with one of {string.Join(", ", KnownTypes)}. Mend the header, or use {nameof(DelimitedReader)}.");
            }
        }
    }

    public bool IsSequence(int field) => _types[field].EndsWith("_seq", StringComparison.Ordinal);

    /// <summary>The field of a name, of one of the given types.</summary>
    public int Find(string name, string[] types) => FindOptional(name, types)
        ?? throw _table.Lines.Fault(0, $"the header has no field \"{name}\"; expected it among {string.Join(", ", _names.Select(known => $"\"{known}\""))}. Give the field's name in {nameof(RecBoleOptions)}.");

    /// <summary>The field of a name, of one of the given types; null if there is no such name.</summary>
    public int? FindOptional(string name, string[] types)
    {
        int field = Array.IndexOf(_names, name);
        if (field < 0)
        {
            return null;
        }

        return types.Contains(_types[field])
            ? field
            : throw _table.Fault(field, $"\"{name}\" is of type {_types[field]}; expected {string.Join(" or ", types)}. Give another field's name in {nameof(RecBoleOptions)}, or mend the header.");
    }

    /// <summary>The field of the first name that there is; null if there is none.</summary>
    public int? FindFirst(IReadOnlyList<string> names, string[] types) =>
        names.Select(name => FindOptional(name, types)).FirstOrDefault(field => field is not null);
}
