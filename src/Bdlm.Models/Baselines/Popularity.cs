using Bdlm.Data;
using Bdlm.Recommending;

namespace Bdlm.Baselines;

/// <summary>Scores an item by how often it was taken in training, the same for every user.</summary>
public sealed class Popularity : IItemScorer
{
    private readonly int[] _counts;

    /// <summary>Counts the training rows of each item.</summary>
    public Popularity(TrainView train)
    {
        ArgumentNullException.ThrowIfNull(train);
        _counts = train.ItemCounts.ToArray();
    }

    /// <inheritdoc/>
    public int ItemCount => _counts.Length;

    /// <inheritdoc/>
    public void Score(int user, ReadOnlySpan<int> history, ReadOnlySpan<int> candidates, Span<float> scores)
    {
        ScorerChecks.Arguments(history, candidates, scores, ItemCount);
        for (int place = 0; place < candidates.Length; place++)
        {
            scores[place] = _counts[candidates[place]];
        }
    }
}
