namespace Bdlm.Baselines;

/// <summary>What every baseline asks of its arguments.</summary>
internal static class ScorerChecks
{
    /// <summary>Throws unless there is one score a candidate and all items lie in range.</summary>
    public static void Arguments(ReadOnlySpan<int> history, ReadOnlySpan<int> candidates, ReadOnlySpan<float> scores, int itemCount)
    {
        if (candidates.Length != scores.Length)
        {
            throw new ArgumentException($"there are {candidates.Length} candidates and room for {scores.Length} scores; expected one score a candidate.", nameof(scores));
        }

        Items(history, nameof(history), itemCount);
        Items(candidates, nameof(candidates), itemCount);
    }

    private static void Items(ReadOnlySpan<int> items, string name, int itemCount)
    {
        foreach (int item in items)
        {
            if ((uint)item >= (uint)itemCount)
            {
                throw new ArgumentOutOfRangeException(name, $"{name} holds {item}; expected items in [0, {itemCount}). Map original ids through the IdMap first.");
            }
        }
    }
}
