namespace Bdlm.Sampling;

/// <summary>
/// Draws different allowed items one after another, each with a probability proportional to its weight among those
/// still left. First by trying and refusing, a bounded number of times; then, if the tries ran out, by listing what is
/// left. Both ways have the same distribution, so the bound changes the cost and nothing else.
/// </summary>
internal static class DistinctDraw
{
    private const int TriesPerItem = 16;

    /// <summary>Fills <c>negatives[filled..]</c>; what stands before is not drawn again.</summary>
    /// <exception cref="InvalidOperationException">Too few items are left.</exception>
    public static void Fill(IItemDistribution distribution, NegativeRequest request, Span<int> negatives, int filled, Random random)
    {
        int tries = TriesPerItem * (negatives.Length - filled);
        for (; filled < negatives.Length && tries > 0; tries--)
        {
            int item = distribution.Draw(random);
            if (!negatives[..filled].Contains(item) && request.Allows(item))
            {
                negatives[filled++] = item;
            }
        }

        if (filled < negatives.Length)
        {
            FillFromRest(distribution, request, negatives, filled, random);
        }
    }

    /// <summary>
    /// Weighted sampling without replacement by exponential keys (Efraimidis and Spirakis 2006): the item of weight w gets
    /// an Exp(w) variable and the smallest ones win. Items of weight 0 come last, in random order.
    /// </summary>
    private static void FillFromRest(IItemDistribution distribution, NegativeRequest request, Span<int> negatives, int filled, Random random)
    {
        var rest = new List<(bool Weightless, double Key, int Item)>();
        for (int item = 0; item < distribution.ItemCount; item++)
        {
            if (request.Allows(item) && !negatives[..filled].Contains(item))
            {
                double weight = distribution.Weight(item);
                double key = -Math.Log(1 - random.NextDouble());
                rest.Add((weight <= 0, weight > 0 ? key / weight : key, item));
            }
        }

        if (rest.Count < negatives.Length - filled)
        {
            throw request.Shortage(negatives.Length, filled + rest.Count, distribution.ItemCount);
        }

        rest.Sort();
        for (int place = filled; place < negatives.Length; place++)
        {
            negatives[place] = rest[place - filled].Item;
        }
    }
}
