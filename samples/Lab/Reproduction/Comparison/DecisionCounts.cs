using Bdlm.Metrics;

namespace Bdlm.Lab.Reproduction.Comparison;

/// <summary>The counts of some Yes/No decisions, to be summed over users.</summary>
/// <param name="TruePositives">Positives called positive.</param>
/// <param name="FalsePositives">Negatives called positive.</param>
/// <param name="TrueNegatives">Negatives called negative.</param>
/// <param name="FalseNegatives">Positives called negative.</param>
internal readonly record struct DecisionCounts(int TruePositives, int FalsePositives, int TrueNegatives, int FalseNegatives)
{
    /// <summary>The count of one decision.</summary>
    public static DecisionCounts Of(bool decision, bool label) => (decision, label) switch
    {
        (true, true) => new(1, 0, 0, 0),
        (true, false) => new(0, 1, 0, 0),
        (false, false) => new(0, 0, 1, 0),
        (false, true) => new(0, 0, 0, 1),
    };

    /// <summary>The counts of both.</summary>
    public static DecisionCounts operator +(DecisionCounts left, DecisionCounts right) => new(
        left.TruePositives + right.TruePositives,
        left.FalsePositives + right.FalsePositives,
        left.TrueNegatives + right.TrueNegatives,
        left.FalseNegatives + right.FalseNegatives);

    /// <summary>The sum over the users of a sample, some of them repeated.</summary>
    /// <param name="counts">One entry a user.</param>
    /// <param name="users">Places in <paramref name="counts"/>.</param>
    public static DecisionCounts Sum(DecisionCounts[] counts, ReadOnlySpan<int> users)
    {
        var sum = default(DecisionCounts);
        foreach (int user in users)
        {
            sum += counts[user];
        }

        return sum;
    }

    /// <summary>Precision, recall and F1 of the counts.</summary>
    /// <param name="threshold">The threshold that the decisions were made at; only told on.</param>
    public ClassificationResult ToResult(double threshold = 0) => new(threshold, TruePositives, FalsePositives, TrueNegatives, FalseNegatives);
}
