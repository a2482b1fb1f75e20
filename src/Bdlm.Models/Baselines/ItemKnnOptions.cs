using Bdlm.Options;

namespace Bdlm.Baselines;

/// <summary>How an <see cref="ItemKnn"/> compares items.</summary>
public sealed record ItemKnnOptions
{
    /// <summary>How many neighbours an item keeps, at least 1.</summary>
    public int Neighbours { get; init; } = 100;

    /// <summary>Added to the denominator, so that items with few users look less alike; at least 0.</summary>
    public double Shrinkage { get; init; }

    /// <summary>Reports every fault at once.</summary>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public void Validate() => new Faults(nameof(ItemKnnOptions))
        .Width(nameof(Neighbours), Neighbours)
        .Unless(double.IsFinite(Shrinkage) && Shrinkage >= 0, $"Shrinkage is {Shrinkage}; expected a number of at least 0.")
        .Throw();
}
