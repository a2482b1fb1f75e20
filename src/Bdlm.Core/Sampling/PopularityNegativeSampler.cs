using System.Globalization;
using Bdlm.Data;

namespace Bdlm.Sampling;

/// <summary>
/// Draws negatives with probabilities proportional to training count ^ exponent. Items without a training row have weight
/// 0 (at exponent 0: the same weight as all others); they are drawn only when all others are used up, then uniformly.
/// Immutable and thread-safe.
/// </summary>
public sealed class PopularityNegativeSampler : INegativeSampler
{
    private readonly int _userCount;
    private readonly AliasTable _table;
    private readonly double _exponent;

    /// <summary>Fits a sampler.</summary>
    /// <param name="train">The training rows that popularity is counted in.</param>
    /// <param name="exponent">At least 0 and finite: 1 draws by popularity itself, 0.75 flattens it, 0 is uniform.</param>
    /// <exception cref="ArgumentOutOfRangeException">The exponent is negative, infinite or NaN.</exception>
    /// <exception cref="ArgumentException">There is no training row.</exception>
    public PopularityNegativeSampler(TrainView train, double exponent = 1)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (!double.IsFinite(exponent) || exponent < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(exponent), string.Create(CultureInfo.InvariantCulture, $"exponent is {exponent}; expected a finite number of at least 0. Use 1 for popularity itself, 0 for uniform."));
        }

        if (train.InteractionCount == 0)
        {
            throw new ArgumentException("train holds no interaction; expected at least one to count popularity. Check the split, or use UniformNegativeSampler.", nameof(train));
        }

        _userCount = train.UserCount;
        _exponent = exponent;
        _table = new AliasTable(Weights(train.ItemCounts, exponent));
    }

    /// <inheritdoc/>
    public string Description => string.Create(CultureInfo.InvariantCulture, $"popularity^{_exponent}");

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="user"/> or <paramref name="positive"/> is no dense id.</exception>
    public void Sample(int user, int positive, IReadOnlySet<int> excluded, Span<int> negatives, Random random)
    {
        NegativeRequest request = NegativeRequest.Create(user, positive, excluded, random, _userCount, _table.ItemCount);
        DistinctDraw.Fill(_table, request, negatives, 0, random);
    }

    private static double[] Weights(ReadOnlySpan<int> counts, double exponent)
    {
        double largest = 0;
        foreach (int count in counts)
        {
            largest = Math.Max(largest, count);
        }

        // Relative to the largest count, so that a large exponent cannot overflow.
        var weights = new double[counts.Length];
        for (int item = 0; item < weights.Length; item++)
        {
            weights[item] = Math.Pow(counts[item] / largest, exponent);
        }

        return weights;
    }
}
