using Bdlm.Options;

namespace Bdlm.Factorization;

/// <summary>The shape of a <see cref="MatrixFactorization"/>.</summary>
public sealed record MatrixFactorizationOptions
{
    /// <summary>The width d of a row, at least 1.</summary>
    public int Dim { get; init; } = 64;

    /// <summary>The standard deviation of the first values, above 0.</summary>
    public double InitialStd { get; init; } = 0.1;

    /// <summary>Reports every fault at once.</summary>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public void Validate() => new Faults(nameof(MatrixFactorizationOptions))
        .Width(nameof(Dim), Dim)
        .StandardDeviation(InitialStd)
        .Throw();
}
