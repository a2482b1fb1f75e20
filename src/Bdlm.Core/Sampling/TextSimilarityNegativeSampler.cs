using Bdlm.Data;

namespace Bdlm.Sampling;

/// <summary>
/// Draws negatives that read like the positive: uniformly from the N allowed items whose title and categories are nearest to
/// the positive's (TF-IDF cosine, see <see cref="TextSimilarity"/>). Drawing from a pool, instead of taking the nearest
/// themselves, keeps one positive from always bringing the same negatives. Excluded items do not use up the pool. Where fewer
/// allowed items share a word with the positive than are asked for, the rest is drawn uniformly from the whole catalogue.
/// Thread-safe; neighbours are computed when an item is first a positive and kept.
/// </summary>
public sealed class TextSimilarityNegativeSampler : INegativeSampler
{
    private readonly int _userCount;
    private readonly TextSimilarity _similarity;
    private readonly int _poolSize;
    private readonly UniformDistribution _anywhere;
    private readonly int[]?[] _neighbours;

    /// <summary>Makes a sampler.</summary>
    /// <param name="train">The training rows that <paramref name="similarity"/> was fitted on.</param>
    /// <param name="similarity">The text index.</param>
    /// <param name="poolSize">N, how many of the nearest allowed items may be drawn; at least 1. A larger number of negatives widens the pool to that number.</param>
    /// <exception cref="ArgumentException">The text index holds another number of items than the view.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The pool size is below 1.</exception>
    public TextSimilarityNegativeSampler(TrainView train, TextSimilarity similarity, int poolSize = 50)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(similarity);
        if (similarity.ItemCount != train.ItemCount)
        {
            throw new ArgumentException($"similarity holds {similarity.ItemCount} items; expected {train.ItemCount}, as in train. Fit it on the same TrainView.", nameof(similarity));
        }

        if (poolSize < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(poolSize), $"poolSize is {poolSize}; expected at least 1. The default is 50.");
        }

        _userCount = train.UserCount;
        _similarity = similarity;
        _poolSize = poolSize;
        _anywhere = new UniformDistribution(train.ItemCount);
        _neighbours = new int[train.ItemCount][];
    }

    /// <inheritdoc/>
    public string Description => $"text similarity (nearest {_poolSize})";

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="user"/> or <paramref name="positive"/> is no dense id.</exception>
    public void Sample(int user, int positive, IReadOnlySet<int> excluded, Span<int> negatives, Random random)
    {
        NegativeRequest request = NegativeRequest.Create(user, positive, excluded, random, _userCount, _similarity.ItemCount);
        int[] pool = Pool(request, Math.Max(_poolSize, negatives.Length));
        int drawn = Math.Min(pool.Length, negatives.Length);
        for (int place = 0; place < drawn; place++)
        {
            int chosen = random.Next(place, pool.Length);
            (pool[place], pool[chosen]) = (pool[chosen], pool[place]);
            negatives[place] = pool[place];
        }

        DistinctDraw.Fill(_anywhere, request, negatives, drawn, random);
    }

    /// <summary>The nearest allowed items, from the kept neighbours if these suffice; the caller may reorder the array.</summary>
    private int[] Pool(NegativeRequest request, int size)
    {
        int keep = 2 * _poolSize;
        int[] near = _neighbours[request.Positive] ??= Items(_similarity.Nearest(request.Positive, keep));
        int[] pool = [.. near.Where(request.Allows).Take(size)];
        bool complete = pool.Length == size || near.Length < keep;
        return complete ? pool : Items(_similarity.Nearest(request.Positive, size, request.Excluded));
    }

    private static int[] Items(IReadOnlyList<SimilarItem> similar) => [.. similar.Select(near => near.Item)];
}
