namespace Bdlm.Data;

/// <summary>What items are, as text: a title and categories for each dense item id.</summary>
public sealed class ItemCatalog
{
    private readonly ItemDescription[] _items;

    /// <summary>Makes a catalogue whose entry k describes the item with dense id k.</summary>
    public ItemCatalog(IEnumerable<ItemDescription> items) => _items = [.. items];

    /// <summary>The number of items.</summary>
    public int Count => _items.Length;

    /// <summary>The description of an item.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="item"/> is not in [0, Count).</exception>
    public ItemDescription this[int item] => (uint)item < (uint)_items.Length
        ? _items[item]
        : throw new ArgumentOutOfRangeException(nameof(item), $"item is {item}; expected a dense id in [0, {Count}). Build the catalogue for the same IdMap as the log.");
}
