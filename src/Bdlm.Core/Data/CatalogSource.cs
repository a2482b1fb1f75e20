using System.Diagnostics.CodeAnalysis;

namespace Bdlm.Data;

/// <summary>
/// What items are, as text, under their original ids. It can be aligned to any log's items, so that the catalogue
/// follows when a log is filtered or renumbered. Immutable.
/// </summary>
public sealed class CatalogSource
{
    private readonly Dictionary<string, ItemDescription> _items = new(StringComparer.Ordinal);

    /// <summary>Makes a source from descriptions by original id.</summary>
    /// <exception cref="ArgumentException">An id stands twice.</exception>
    public CatalogSource(IEnumerable<KeyValuePair<string, ItemDescription>> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach ((string id, ItemDescription item) in items)
        {
            if (!_items.TryAdd(id, item))
            {
                throw new ArgumentException($"items describes \"{id}\" twice; expected each original id once. Remove the repetition.", nameof(items));
            }
        }
    }

    /// <summary>A source that describes nothing: every item is called "item ID".</summary>
    public static CatalogSource Empty { get; } = new([]);

    /// <summary>The number of described items.</summary>
    public int Count => _items.Count;

    /// <summary>The title of an item that has none: "item ID".</summary>
    public static string TitleWithoutName(string originalId) => "item " + originalId;

    /// <summary>Looks up the description of an original id; false if there is none.</summary>
    public bool TryGet(string originalId, [MaybeNullWhen(false)] out ItemDescription item) => _items.TryGetValue(originalId, out item);

    /// <summary>The catalogue in the order of a log's items; items without a description get the title "item ID" and no categories.</summary>
    /// <param name="itemMap">The <see cref="InteractionLog.ItemMap"/> of the log that the catalogue is for.</param>
    public ItemCatalog AlignTo(IdMap itemMap)
    {
        ArgumentNullException.ThrowIfNull(itemMap);
        return new ItemCatalog(itemMap.Originals.Select(DescribeOrName));
    }

    /// <summary>How many of a log's items have no title and would be called "item ID".</summary>
    public int CountUntitled(IdMap itemMap)
    {
        ArgumentNullException.ThrowIfNull(itemMap);
        return itemMap.Originals.Count(id => DescribeOrName(id).Title == TitleWithoutName(id));
    }

    private ItemDescription DescribeOrName(string id) =>
        _items.TryGetValue(id, out ItemDescription? item) ? item : new ItemDescription(TitleWithoutName(id), []);
}
