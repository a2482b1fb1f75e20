namespace Bdlm.Sampling;

/// <summary>Weights over the items 0, 1, …, ItemCount − 1 that can be drawn from in constant time.</summary>
internal interface IItemDistribution
{
    /// <summary>The number of items.</summary>
    int ItemCount { get; }

    /// <summary>The item's weight, at least 0; only ratios matter.</summary>
    double Weight(int item);

    /// <summary>Draws one item with a probability proportional to its weight.</summary>
    int Draw(Random random);
}
