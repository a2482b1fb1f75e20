namespace Bdlm.Recommendations;

/// <summary>The items with the largest scores.</summary>
internal static class BestItems
{
    /// <summary>At most <paramref name="count"/> items, the best first; of items with equal scores the earlier one.</summary>
    /// <param name="items">Different items, ascending.</param>
    /// <param name="scoreOf">An item's score.</param>
    /// <param name="count">How many are wanted.</param>
    /// <exception cref="ArithmeticException">A score is not a number.</exception>
    public static (int Item, float Score)[] Of(ReadOnlySpan<int> items, Func<int, float> scoreOf, int count)
    {
        // The worst of the kept ones comes out first: the lower score, then the larger id.
        var kept = new PriorityQueue<int, (float Score, int Before)>(Math.Min(count, items.Length) + 1);
        foreach (int item in items)
        {
            float score = scoreOf(item);
            if (float.IsNaN(score))
            {
                throw new ArithmeticException($"the score of item {item} is not a number. The models were saved after a training that had diverged, or are damaged.");
            }

            kept.Enqueue(item, (score, -item));
            if (kept.Count > count)
            {
                kept.Dequeue();
            }
        }

        var best = new (int Item, float Score)[kept.Count];
        for (int place = best.Length - 1; place >= 0; place--)
        {
            kept.TryDequeue(out best[place].Item, out (float Score, int Before) priority);
            best[place].Score = priority.Score;
        }

        return best;
    }
}
