namespace Bdlm.Lab.Reproduction.Comparison;

/// <summary>Questions whose count lies in a range.</summary>
/// <param name="From">The smallest count.</param>
/// <param name="To">The largest count.</param>
/// <param name="Questions">Their places.</param>
internal sealed record CountGroup(int From, int To, int[] Questions)
{
    /// <summary>The range, such as "5–17" or "20".</summary>
    public string Label => From == To ? $"{From}" : $"{From}–{To}";

    /// <summary>Groups of about equal size by rising count. Equal counts stay together, so there may be fewer groups than asked for.</summary>
    /// <param name="counts">One a question.</param>
    /// <param name="groups">At most so many; 4 for quartiles.</param>
    public static IReadOnlyList<CountGroup> Quantiles(IReadOnlyList<int> counts, int groups)
    {
        Dictionary<int, int> groupOf = counts.Distinct().ToDictionary(count => count, count => GroupOf(counts, count, groups));
        return [.. Enumerable.Range(0, counts.Count).GroupBy(place => groupOf[counts[place]]).OrderBy(group => group.Key).Select(group => Of(counts, group))];
    }

    /// <summary>Groups of equal width: places 1 to <paramref name="largest"/> in ranges of equal length.</summary>
    /// <param name="places">One a question, in [1, <paramref name="largest"/>].</param>
    /// <param name="largest">The largest place there can be.</param>
    /// <param name="groups">At most so many.</param>
    public static IReadOnlyList<CountGroup> Widths(IReadOnlyList<int> places, int largest, int groups)
    {
        int width = Math.Max(1, (largest + groups - 1) / groups);
        return [.. Enumerable.Range(0, places.Count)
            .GroupBy(question => (places[question] - 1) / width)
            .OrderBy(group => group.Key)
            .Select(group => new CountGroup((group.Key * width) + 1, Math.Min(largest, (group.Key + 1) * width), [.. group]))];
    }

    // The group that the middle of the equal counts falls into.
    private static int GroupOf(IReadOnlyList<int> counts, int count, int groups)
    {
        int below = counts.Count(other => other < count);
        int equal = counts.Count(other => other == count);
        return Math.Min(groups - 1, (int)(groups * (below + (equal / 2.0)) / counts.Count));
    }

    private static CountGroup Of(IReadOnlyList<int> counts, IEnumerable<int> questions)
    {
        int[] kept = [.. questions];
        return new CountGroup(kept.Min(question => counts[question]), kept.Max(question => counts[question]), kept);
    }
}
