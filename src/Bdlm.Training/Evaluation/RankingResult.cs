using Bdlm.Metrics;

namespace Bdlm.Evaluation;

/// <summary>How a model ranked the targets among their candidates.</summary>
public sealed class RankingResult
{
    private readonly int[] _ranks;

    /// <summary>Makes a result.</summary>
    /// <param name="ranks">The target's rank in each question, 1 is best.</param>
    public RankingResult(IReadOnlyList<int> ranks) => _ranks = [.. ranks];

    /// <summary>The target's rank in each question, 1 is best.</summary>
    public IReadOnlyList<int> Ranks => _ranks;

    /// <summary>The number of questions.</summary>
    public int Count => _ranks.Length;

    /// <summary>The mean reciprocal rank.</summary>
    public double MeanReciprocalRank => RankingMetrics.MeanReciprocalRank(_ranks);

    /// <summary>HR@k with its 95 % Wilson interval over questions.</summary>
    public ConfidenceInterval HitRate(int k) => ConfidenceInterval.Wilson(_ranks.Count(rank => rank <= k), _ranks.Length);

    /// <summary>Whether this model ranks better than another on the same questions: the difference of HR@k, paired by question.</summary>
    /// <exception cref="ArgumentException">The other result is of other questions.</exception>
    public PairedComparison CompareHits(RankingResult other, int k, int seed) =>
        PairedComparison.Compare(Hits(k), other.Hits(k), seed);

    private double[] Hits(int k) => [.. _ranks.Select(rank => RankingMetrics.Hit(rank, k))];
}
