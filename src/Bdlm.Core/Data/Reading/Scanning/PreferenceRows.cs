using System.Globalization;
using System.Text.Json;

namespace Bdlm.Data.Reading.Scanning;

/// <summary>Reads files of judged items with common ids and titles.</summary>
internal sealed class PreferenceRows
{
    private const long Padding = 0;
    private readonly List<string> _users = [];
    private readonly List<string> _items = [];
    private readonly Dictionary<long, int> _denseUsers = [];
    private readonly Dictionary<long, int> _denseItems = [];
    private readonly Dictionary<int, string> _titles = [];

    public IdMap Users => new(_users);

    public IdMap Items => new(_items);

    public CatalogSource Catalog => new(_titles.Select(pair => KeyValuePair.Create(_items[pair.Key], new ItemDescription(pair.Value, []))));

    /// <summary>Reads a file.</summary>
    public IReadOnlyList<Preference> Read(string path)
    {
        using var lines = new LineScanner(path, TextEncoding.Utf8);
        var rows = new List<Preference>();
        while (lines.MoveNext())
        {
            rows.Add(Row(lines));
        }

        return rows.Count > 0 ? rows : throw lines.FileFault("the file holds no row; expected at least one. Check that this is the right file and that it was written completely.");
    }

    private Preference Row(LineScanner lines)
    {
        using JsonDocument document = Parse(lines);
        var row = new JsonRow(document.RootElement, lines);
        long item = row.Whole("iid");
        int dense = Item(item == Padding ? throw row.Fault("iid", "0", "an item above 0, as 0 pads histories") : item);
        Title(dense, row.Text("title"), row);
        return new Preference(Dense(_denseUsers, _users, row.Whole("uid")), dense, row.Flag("label"), row.Whole("timestamp"), History(row));
    }

    private static JsonDocument Parse(LineScanner lines)
    {
        try
        {
            return JsonDocument.Parse(lines.Line.ToArray());
        }
        catch (JsonException fault)
        {
            throw lines.Fault((int)(fault.BytePositionInLine ?? 0), $"the line is no JSON ({fault.Message}); expected an object a line. Mend the line.");
        }
    }

    private int[] History(JsonRow row)
    {
        long[] ids = row.Wholes("his");
        string[] titles = row.Texts("his_title");
        if (ids.Length != titles.Length)
        {
            throw row.Fault("his_title", $"{titles.Length} titles for {ids.Length} items", "one title an item");
        }

        var history = new List<int>(ids.Length);
        for (int place = 0; place < ids.Length; place++)
        {
            if (ids[place] != Padding)
            {
                history.Add(Item(ids[place]));
                Title(history[^1], titles[place], row);
            }
        }

        return [.. history];
    }

    private int Item(long id) => Dense(_denseItems, _items, id);

    private void Title(int item, string title, JsonRow row)
    {
        if (title.Length > 0 && !_titles.TryAdd(item, title) && _titles[item] != title)
        {
            throw row.Fault("title", $"\"{title}\" for item {_items[item]}, which was called \"{_titles[item]}\" before", "one title an item");
        }
    }

    private static int Dense(Dictionary<long, int> known, List<string> originals, long id)
    {
        if (!known.TryGetValue(id, out int dense))
        {
            known[id] = dense = originals.Count;
            originals.Add(id.ToString(CultureInfo.InvariantCulture));
        }

        return dense;
    }
}
