namespace Bdlm.Lab.Backbone.Texts;

/// <summary>Sentences that list items which are alike: of one genre, of one genre and decade, and neighbours of an item by both.</summary>
internal static class ListSentences
{
    private const int ShortestList = 3;
    private const int LongestList = 8;
    private const int NeighboursLookedAt = 40;
    private const int NeighboursShown = 3;

    /// <summary>The lists; an item stands in one of each kind, in an order that the generator draws.</summary>
    public static IEnumerable<Sentence> Of(IReadOnlyList<ItemFacts> items, TopicIndex topics, Wording wording, Random random) =>
        [.. topics.All.SelectMany(topic => OfTopic(topic, topics.ItemsOf(topic), wording, random)), .. Neighbours(items, topics, random)];

    private static IEnumerable<Sentence> OfTopic(string topic, IReadOnlyList<ItemFacts> items, Wording wording, Random random)
    {
        string head = $"{Wording.Capital(topic)} {wording.Noun}s";
        foreach (ItemFacts[] part in Parts(items, random))
        {
            yield return new Sentence($"{head}: {Wording.List(part)}.");
        }

        foreach (IGrouping<int?, ItemFacts> decade in items.Where(item => item.Decade is not null).GroupBy(item => item.Decade).OrderBy(group => group.Key))
        {
            foreach (ItemFacts[] part in Parts([.. decade], random))
            {
                yield return new Sentence($"{head} of the {decade.Key}s: {Wording.List(part)}.");
            }
        }
    }

    // Lists of different lengths, so that prompts with short and with long histories both look familiar.
    private static IEnumerable<ItemFacts[]> Parts(IReadOnlyList<ItemFacts> items, Random random)
    {
        ItemFacts[] order = [.. items];
        random.Shuffle(order);
        for (int start = 0; start + 1 < order.Length;)
        {
            int count = Math.Min(random.Next(ShortestList, LongestList + 1), order.Length - start);
            yield return order[start..(start + count)];
            start += count;
        }
    }

    private static IEnumerable<Sentence> Neighbours(IReadOnlyList<ItemFacts> items, TopicIndex topics, Random random)
    {
        foreach (ItemFacts item in items.Where(item => item.Topics.Count > 0))
        {
            ItemFacts[] looked = [.. Enumerable.Range(0, NeighboursLookedAt).Select(_ => topics.Draw(item.Topics[random.Next(item.Topics.Count)], random)).Where(other => other != item).Distinct()];
            ItemFacts[] nearest = [.. looked.OrderByDescending(other => Likeness(item, other)).Take(NeighboursShown)];
            if (nearest.Length > 0)
            {
                yield return new Sentence($"Like {item.Title}: {Wording.List(nearest)}.");
            }
        }
    }

    // The share of topics in common, and a little for the same decade.
    private static double Likeness(ItemFacts one, ItemFacts other)
    {
        int common = one.Topics.Intersect(other.Topics, StringComparer.Ordinal).Count();
        double share = (double)common / (one.Topics.Count + other.Topics.Count - common);
        return share + (one.Decade is not null && one.Decade == other.Decade ? 0.25 : 0);
    }
}
