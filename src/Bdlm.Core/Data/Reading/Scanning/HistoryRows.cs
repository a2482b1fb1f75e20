using System.Globalization;

namespace Bdlm.Data.Reading.Scanning;

/// <summary>Takes the rows of a file of nested histories apart: what each adds to what is known of its user.</summary>
internal sealed class HistoryRows
{
    private readonly TableScanner _table;
    private readonly InteractionAssembler _interactions;
    private readonly CatalogSource _items;
    private readonly Dictionary<int, List<int>> _known = [];
    private readonly int _user;
    private readonly int _history;
    private readonly int _historyTitles;
    private readonly int _item;
    private readonly int _title;

    /// <summary>Finds the columns in the table's current row, its header.</summary>
    public HistoryRows(TableScanner table, InteractionAssembler interactions, CatalogSource items)
    {
        (_table, _interactions, _items) = (table, interactions, items);
        var header = new TableHeader(table);
        _user = header.Find("user_id", "user");
        _history = header.Find("history_item_id", "history");
        _historyTitles = header.Find("history_item_title", "history's titles");
        _item = header.Find("item_id", "item");
        _title = header.Find("item_title", "title");
    }

    /// <summary>Adds what the table's current row tells.</summary>
    public void Add()
    {
        int user = _table.Intern(_interactions.Users, _user, "user");
        int[] history = History();
        int item = Item(_table.Text(_item), _item);
        CheckTitle();
        if (!_known.TryGetValue(user, out List<int>? known))
        {
            known = _known[user] = [];
            Append(user, known, history);
        }
        else if (!Continues(known, history))
        {
            throw _table.Fault(_history, $"history (field {_history + 1}) of user {_table.Text(_user)} does not end the user's rows before it; expected the newest of their items, as rows nest. Put the user's rows in their order, or remove the row.");
        }

        Append(user, known, [item]);
    }

    private static bool Continues(List<int> known, int[] history) =>
        history.Length <= known.Count && known.TakeLast(history.Length).SequenceEqual(history);

    private void Append(int user, List<int> known, int[] items)
    {
        foreach (int item in items)
        {
            known.Add(item);
            _interactions.Columns.Add(user, item, 1f, _interactions.Columns.Count, _table.Lines.LineNumber);
        }
    }

    private int[] History()
    {
        string[] ids = List(_history, "item indices such as [926, 38]");
        string[] titles = List(_historyTitles, "titles such as ['Tape', 'Pen']");
        return ids.Length == titles.Length
            ? [.. ids.Select(id => Item(id, _history))]
            : throw _table.Fault(_historyTitles, $"history's titles (field {_historyTitles + 1}) are {titles.Length} for {ids.Length} items; expected one title an item. Mend the row.");
    }

    private string[] List(int field, string expected) => PythonList.TryParse(_table.Text(field), out string[] values)
        ? values
        : throw _table.Fault(field, $"field {field + 1} is {_table.Lines.Decoder.Show(_table.Trimmed(field))}; expected a Python list of {expected}. Mend the list.");

    private int Item(string index, int field)
    {
        bool isKnown = int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out _) && _items.TryGet(index, out _);
        return isKnown && _interactions.Items.TryIntern(_table.Lines.Decoder.Encode(index), _table.Lines.Decoder, out int item)
            ? item
            : throw _table.Fault(field, $"item (field {field + 1}) is \"{index}\", which the item file does not describe; expected one of its {_items.Count} indices. Give the item file that belongs to the rows.");
    }

    private void CheckTitle()
    {
        _items.TryGet(_table.Text(_item), out ItemDescription? item);
        string title = TitledHistoryReader.Plain(_table.Text(_title));
        if (title.Length > 0 && item!.Title != title)
        {
            throw _table.Fault(_title, $"title (field {_title + 1}) is \"{title}\", but the item file calls item {_table.Text(_item)} \"{item.Title}\"; expected the same. Give the item file that belongs to the rows.");
        }
    }
}
