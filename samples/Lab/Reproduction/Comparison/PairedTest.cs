namespace Bdlm.Lab.Reproduction.Comparison;

/// <summary>Whether a row is really better than another on one figure, over the same users.</summary>
internal sealed record PairedTest
{
    /// <summary>The largest corrected p-value that is called real.</summary>
    public const double Level = 0.05;

    /// <summary>What the comparison asks, in words.</summary>
    public required string Question { get; init; }

    /// <summary>The first row.</summary>
    public required string First { get; init; }

    /// <summary>The second row.</summary>
    public required string Second { get; init; }

    /// <summary>The figure's name.</summary>
    public required string Measure { get; init; }

    /// <summary>The number of users.</summary>
    public required int Users { get; init; }

    /// <summary>The first row's figure, mean over seeds.</summary>
    public required double FirstMean { get; init; }

    /// <summary>The second row's figure, mean over seeds.</summary>
    public required double SecondMean { get; init; }

    /// <summary>First minus second.</summary>
    public required double Difference { get; init; }

    /// <summary>The lower end of the 95 % bootstrap interval over users.</summary>
    public required double Lower { get; init; }

    /// <summary>Its upper end.</summary>
    public required double Upper { get; init; }

    /// <summary>The statistic of the paired t-test; null for a bootstrap.</summary>
    public double? T { get; init; }

    /// <summary>Two-sided, before the correction.</summary>
    public required double PValue { get; init; }

    /// <summary>After Holm's correction over the tests of the table.</summary>
    public double HolmPValue { get; init; } = 1;

    /// <summary>Among the seeds that both rows have: in how many the first row's figure is above the second's.</summary>
    public required int SeedsAhead { get; init; }

    /// <summary>The number of seeds that both rows have.</summary>
    public required int Seeds { get; init; }

    /// <summary>Whether the difference is called real.</summary>
    public bool IsReal => HolmPValue <= Level;
}
