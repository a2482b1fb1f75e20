using Bdlm.Data;

namespace Bdlm.Sampling;

/// <summary>Draws negatives uniformly from the whole catalogue, items without a training row included. Immutable and thread-safe.</summary>
public sealed class UniformNegativeSampler : INegativeSampler
{
    private readonly int _userCount;
    private readonly UniformDistribution _distribution;

    /// <summary>Makes a sampler over the items of a data set.</summary>
    /// <param name="train">The training rows; only the numbers of users and items are read.</param>
    public UniformNegativeSampler(TrainView train)
    {
        ArgumentNullException.ThrowIfNull(train);
        _userCount = train.UserCount;
        _distribution = new UniformDistribution(train.ItemCount);
    }

    /// <inheritdoc/>
    public string Description => "uniform";

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="user"/> or <paramref name="positive"/> is no dense id.</exception>
    public void Sample(int user, int positive, IReadOnlySet<int> excluded, Span<int> negatives, Random random)
    {
        NegativeRequest request = NegativeRequest.Create(user, positive, excluded, random, _userCount, _distribution.ItemCount);
        DistinctDraw.Fill(_distribution, request, negatives, 0, random);
    }
}
