namespace Bdlm.Lab.Backbone.Texts;

/// <summary>The items of each topic.</summary>
internal sealed class TopicIndex
{
    private readonly SortedDictionary<string, List<ItemFacts>> _items = new(StringComparer.Ordinal);
    private readonly string[] _all;

    /// <summary>Sorts items by their topics.</summary>
    public TopicIndex(IEnumerable<ItemFacts> items)
    {
        foreach (ItemFacts item in items)
        {
            foreach (string topic in item.Topics)
            {
                if (!_items.TryGetValue(topic, out List<ItemFacts>? list))
                {
                    _items[topic] = list = [];
                }

                list.Add(item);
            }
        }

        _all = [.. _items.Keys];
    }

    /// <summary>All topics, in ordinal order.</summary>
    public IReadOnlyList<string> All => _all;

    /// <summary>The items of a topic.</summary>
    public IReadOnlyList<ItemFacts> ItemsOf(string topic) => _items[topic];

    /// <summary>Any item of a topic.</summary>
    public ItemFacts Draw(string topic, Random random) => _items[topic][random.Next(_items[topic].Count)];

    /// <summary>The topics with the most items, in ordinal order.</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<string> Frequent(int count) =>
        [.. _all.OrderByDescending(topic => _items[topic].Count).ThenBy(topic => topic, StringComparer.Ordinal).Take(count).Order(StringComparer.Ordinal)];

    /// <summary>A topic that an item does not have; null where it has all, or none is found in a few draws.</summary>
    public string? DrawForeign(ItemFacts item, Random random)
    {
        for (int attempt = 0; attempt < 20 && _all.Length > 0; attempt++)
        {
            string topic = _all[random.Next(_all.Length)];
            if (!item.Topics.Contains(topic, StringComparer.Ordinal))
            {
                return topic;
            }
        }

        return null;
    }
}
