namespace Bdlm.Metrics;

/// <summary>
/// Rank of one target among scored items, and the usual means over ranks. Whatever is doubtful counts against the target: a
/// model that gives all items one score, or NaN, ranks every target last.
/// </summary>
public static class RankingMetrics
{
    /// <summary>
    /// The target's rank: 1 + the number of other items with a score ≥ the target's. Another item's NaN counts as higher; a NaN
    /// of the target itself ranks last.
    /// </summary>
    /// <param name="scores">Scores of the items, larger is better.</param>
    /// <param name="target">The target's place in <paramref name="scores"/>.</param>
    /// <returns>In [1, scores.Length]; 1 is best.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The target is no place in the scores.</exception>
    public static int Rank(ReadOnlySpan<float> scores, int target)
    {
        CheckTarget(scores, target);
        float own = scores[target];
        int rank = 0;
        foreach (float score in scores)
        {
            // Not "score >= own": a comparison with NaN is false. The target counts itself, which makes the first rank 1.
            rank += score < own ? 0 : 1;
        }

        return rank;
    }

    /// <summary>The rank among the items that are not ignored, for rankings of the whole catalogue without what the user already knows.</summary>
    /// <param name="scores">Scores of all items, larger is better.</param>
    /// <param name="target">The target's place in <paramref name="scores"/>.</param>
    /// <param name="ignored">Places that do not compete; the target must not be among them.</param>
    /// <returns>In [1, scores.Length − ignored.Count]; 1 is best.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The target or an ignored item is no place in the scores.</exception>
    /// <exception cref="ArgumentException">The target is among the ignored.</exception>
    public static int Rank(ReadOnlySpan<float> scores, int target, IReadOnlySet<int> ignored)
    {
        ArgumentNullException.ThrowIfNull(ignored);
        int rank = Rank(scores, target);
        if (ignored.Contains(target))
        {
            throw new ArgumentException($"ignored holds the target {target}; expected a set without it. Ignore the items that were known before the target.", nameof(ignored));
        }

        foreach (int item in ignored)
        {
            if ((uint)item >= (uint)scores.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(ignored), $"ignored holds {item}; expected places in [0, {scores.Length}). Score the whole catalogue.");
            }

            rank -= scores[item] < scores[target] ? 0 : 1;
        }

        return rank;
    }

    /// <summary>
    /// The mean rank if ties were broken at random: 1 + the number of higher scores + half the number of ties. NaN as in
    /// <see cref="Rank(ReadOnlySpan{float}, int)"/>. Note that a hit rate over expected ranks is not the expected hit rate.
    /// </summary>
    /// <param name="scores">Scores of the items, larger is better.</param>
    /// <param name="target">The target's place in <paramref name="scores"/>.</param>
    /// <returns>In [1, scores.Length], in steps of ½.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The target is no place in the scores.</exception>
    public static double ExpectedRank(ReadOnlySpan<float> scores, int target)
    {
        int rank = Rank(scores, target);
        int tied = -1;
        foreach (float score in scores)
        {
            tied += score == scores[target] ? 1 : 0;
        }

        return float.IsNaN(scores[target]) ? rank : rank - (tied / 2.0);
    }

    /// <summary>1 if the target is among the first k, else 0.</summary>
    /// <param name="rank">The target's rank, at least 1.</param>
    /// <param name="k">The cutoff, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is below 1.</exception>
    public static double Hit(int rank, int k)
    {
        MetricGuard.Rank(rank);
        MetricGuard.Cutoff(k);
        return rank <= k ? 1 : 0;
    }

    /// <summary>The normalised discounted cumulative gain with one relevant item: 1 / log₂(1 + rank) within the first k, else 0.</summary>
    /// <param name="rank">The target's rank, at least 1.</param>
    /// <param name="k">The cutoff, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is below 1.</exception>
    public static double Gain(int rank, int k) => Hit(rank, k) / Math.Log2(1.0 + rank);

    /// <summary>HR@k: the share of targets among the first k.</summary>
    /// <param name="ranks">One rank a question, each at least 1.</param>
    /// <param name="k">The cutoff, at least 1.</param>
    /// <returns>In [0, 1].</returns>
    /// <exception cref="ArgumentException">There is no rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A rank or k is below 1.</exception>
    public static double HitRate(ReadOnlySpan<int> ranks, int k) => Mean(ranks, rank => Hit(rank, k));

    /// <summary>NDCG@k: the mean of <see cref="Gain"/>.</summary>
    /// <returns>In [0, 1].</returns>
    /// <inheritdoc cref="HitRate" path="/param|/exception"/>
    public static double Ndcg(ReadOnlySpan<int> ranks, int k) => Mean(ranks, rank => Gain(rank, k));

    /// <summary>MRR: the mean of 1 / rank.</summary>
    /// <param name="ranks">One rank a question, each at least 1.</param>
    /// <returns>In (0, 1].</returns>
    /// <exception cref="ArgumentException">There is no rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A rank is below 1.</exception>
    public static double MeanReciprocalRank(ReadOnlySpan<int> ranks) => Mean(ranks, rank =>
    {
        MetricGuard.Rank(rank);
        return 1.0 / rank;
    });

    private static double Mean(ReadOnlySpan<int> ranks, Func<int, double> value)
    {
        MetricGuard.NotEmpty(ranks.Length, nameof(ranks));
        double sum = 0;
        foreach (int rank in ranks)
        {
            sum += value(rank);
        }

        return sum / ranks.Length;
    }

    private static void CheckTarget(ReadOnlySpan<float> scores, int target)
    {
        if ((uint)target >= (uint)scores.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(target), $"target is {target}; expected a place in the scores, [0, {scores.Length}). Give CandidateList.TargetIndex with the scores of its items.");
        }
    }
}
