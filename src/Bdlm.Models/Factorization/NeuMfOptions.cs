using Bdlm.Options;

namespace Bdlm.Factorization;

/// <summary>The shape of a <see cref="NeuMf"/>; the defaults are the NCF paper's with 8 predictive factors.</summary>
public sealed record NeuMfOptions
{
    /// <summary>The width of the rows' GMF part, at least 1.</summary>
    public int GmfDim { get; init; } = 8;

    /// <summary>The width of the rows' MLP part, at least 1; the tower reads twice as many values.</summary>
    public int MlpDim { get; init; } = 32;

    /// <summary>The widths of the tower's layers; one or more, each at least 1.</summary>
    public IReadOnlyList<int> HiddenWidths { get; init; } = [32, 16, 8];

    /// <summary>The standard deviation of the rows' first values, above 0.</summary>
    public double InitialStd { get; init; } = 0.01;

    /// <summary>
    /// The share of each layer's values that training sets to zero, in [0, 1). It is drawn from torch's own generator.
    /// </summary>
    public double Dropout { get; init; }

    /// <summary>Reports every fault at once.</summary>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public void Validate() => new Faults(nameof(NeuMfOptions))
        .Width(nameof(GmfDim), GmfDim)
        .Width(nameof(MlpDim), MlpDim)
        .Widths(nameof(HiddenWidths), HiddenWidths)
        .StandardDeviation(InitialStd)
        .Unless(Dropout is >= 0 and < 1, $"Dropout is {Dropout}; expected a share in [0, 1).")
        .Throw();
}
