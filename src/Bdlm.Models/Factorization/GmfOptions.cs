using Bdlm.Options;

namespace Bdlm.Factorization;

/// <summary>The shape of a <see cref="Gmf"/>; the defaults are the NCF paper's smallest model.</summary>
public sealed record GmfOptions
{
    /// <summary>The width d of a row, at least 1.</summary>
    public int Dim { get; init; } = 8;

    /// <summary>The standard deviation of the rows' first values, above 0.</summary>
    public double InitialStd { get; init; } = 0.01;

    /// <summary>Reports every fault at once.</summary>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public void Validate() => new Faults(nameof(GmfOptions))
        .Width(nameof(Dim), Dim)
        .StandardDeviation(InitialStd)
        .Throw();
}
