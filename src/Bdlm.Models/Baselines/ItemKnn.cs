using System.Buffers;
using Bdlm.Data;
using Bdlm.Graphs;
using Bdlm.Recommending;

namespace Bdlm.Baselines;

/// <summary>
/// Item-based nearest neighbours (Sarwar et al. 2001) on who took what: the score of an item is the sum of its
/// similarities to the items of the history, each of which speaks for its nearest neighbours only. An item that stands
/// twice in the history counts once.
/// </summary>
public sealed class ItemKnn : IItemScorer
{
    private readonly CsrMatrix _similarities;

    private ItemKnn(CsrMatrix similarities) => _similarities = similarities;

    /// <inheritdoc/>
    public int ItemCount => _similarities.RowCount;

    /// <summary>The similarity of each item to its nearest neighbours, <c>[items, items]</c>.</summary>
    public CsrMatrix Similarities => _similarities;

    /// <summary>Compares all items of a training set.</summary>
    /// <param name="options">How to compare.</param>
    /// <param name="train">The training rows.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public static ItemKnn Create(ItemKnnOptions options, TrainView train)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(train);
        options.Validate();
        return new ItemKnn(ItemSimilarity.Nearest(InteractionGraph.FromTrain(train), options.Neighbours, options.Shrinkage));
    }

    /// <inheritdoc/>
    public void Score(int user, ReadOnlySpan<int> history, ReadOnlySpan<int> candidates, Span<float> scores)
    {
        ScorerChecks.Arguments(history, candidates, scores, ItemCount);
        float[] sums = ArrayPool<float>.Shared.Rent(ItemCount);
        sums.AsSpan(0, ItemCount).Clear();
        foreach (int item in Distinct(history))
        {
            AddSimilarities(item, sums);
        }

        for (int place = 0; place < candidates.Length; place++)
        {
            scores[place] = sums[candidates[place]];
        }

        ArrayPool<float>.Shared.Return(sums);
    }

    // Sorted, so that sums are rounded the same whatever the history's order.
    private static SortedSet<int> Distinct(ReadOnlySpan<int> history) => [.. history];

    private void AddSimilarities(int item, float[] sums)
    {
        ReadOnlySpan<int> neighbours = _similarities.ColumnsOf(item);
        ReadOnlySpan<float> values = _similarities.ValuesOf(item);
        for (int place = 0; place < neighbours.Length; place++)
        {
            sums[neighbours[place]] += values[place];
        }
    }
}
