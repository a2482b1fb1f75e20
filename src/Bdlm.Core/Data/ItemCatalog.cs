namespace Bdlm.Data;

/// <summary>What items are, as text: a title and categories for each dense item id. Immutable.</summary>
public sealed class ItemCatalog
{
    private readonly ItemDescription[] _items;

    /// <summary>Makes a catalogue whose entry k describes the item with dense id k.</summary>
    /// <remarks>Dense ids change when a log is filtered or renumbered: <see cref="CatalogSource.AlignTo"/> makes the catalogue that fits.</remarks>
    public ItemCatalog(IEnumerable<ItemDescription> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        _items = [.. items];
    }

    /// <summary>The number of items.</summary>
    public int Count => _items.Length;

    /// <summary>The description of an item.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="item"/> is not in [0, Count).</exception>
    public ItemDescription this[int item] => (uint)item < (uint)_items.Length
        ? _items[item]
        : throw new ArgumentOutOfRangeException(nameof(item), $"item is {item}; expected a dense id in [0, {Count}). Build the catalogue for the same IdMap as the log.");

    /// <summary>The catalogue by original id, to be aligned to another log of the same data.</summary>
    /// <param name="itemMap">The item map that this catalogue was made for.</param>
    /// <exception cref="ArgumentException">The map has another number of items.</exception>
    public CatalogSource ToSource(IdMap itemMap)
    {
        ArgumentNullException.ThrowIfNull(itemMap);
        if (itemMap.Count != Count)
        {
            throw new ArgumentException($"itemMap has {itemMap.Count} items; expected {Count}, as the catalogue has. Give the map of the log that the catalogue was made for.", nameof(itemMap));
        }

        return new CatalogSource(itemMap.Originals.Select((id, item) => KeyValuePair.Create(id, _items[item])));
    }
}
