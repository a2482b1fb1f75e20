namespace Bdlm.Data.Reading.Scanning;

/// <summary>Gathers item descriptions under their original ids and resolves repeated ones.</summary>
internal sealed class CatalogBuilder(DuplicatePolicy policy)
{
    private readonly Dictionary<string, (ItemDescription Item, int Line)> _items = new(StringComparer.Ordinal);

    public int Repeated { get; private set; }

    public int Count => _items.Count;

    /// <summary>Adds the item of the table's current row.</summary>
    /// <param name="table">The item file.</param>
    /// <param name="idField">The field that holds the id.</param>
    /// <param name="title">The title; blank for none.</param>
    /// <param name="categories">The categories.</param>
    public void Add(TableScanner table, int idField, string title, IReadOnlyList<string> categories)
    {
        string id = table.Text(idField);
        if (id.Length == 0)
        {
            throw table.Fault(idField, $"item (field {idField + 1}) is empty; expected an id. Complete the line or remove it.");
        }

        var item = new ItemDescription(string.IsNullOrWhiteSpace(title) ? CatalogSource.TitleWithoutName(id) : title, categories);
        if (_items.TryAdd(id, (item, table.Lines.LineNumber)))
        {
            return;
        }

        Repeated++;
        Resolve(table, idField, id, item);
    }

    /// <summary>Makes the source.</summary>
    /// <exception cref="DataFormatException">The file described nothing.</exception>
    public CatalogSource Complete(LineScanner lines)
    {
        if (_items.Count == 0)
        {
            throw lines.FileFault("the file describes no item; expected at least one. Check that this is the right file and that it was written completely.");
        }

        return new CatalogSource(_items.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Item)));
    }

    private void Resolve(TableScanner table, int idField, string id, ItemDescription item)
    {
        if (policy == DuplicatePolicy.Error)
        {
            throw table.Fault(idField, $"item \"{id}\" is described already in line {_items[id].Line}; expected each item once. Remove the repetition, or set {nameof(ReadOptions.Duplicates)} to {nameof(DuplicatePolicy.KeepFirst)} or {nameof(DuplicatePolicy.KeepLast)}.");
        }

        if (policy == DuplicatePolicy.KeepLast)
        {
            _items[id] = (item, table.Lines.LineNumber);
        }
    }
}
