namespace Bdlm.Sampling;

/// <summary>All items alike.</summary>
internal sealed class UniformDistribution(int itemCount) : IItemDistribution
{
    /// <inheritdoc/>
    public int ItemCount => itemCount;

    /// <inheritdoc/>
    public double Weight(int item) => 1;

    /// <inheritdoc/>
    public int Draw(Random random) => random.Next(itemCount);
}
