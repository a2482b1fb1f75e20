using Bdlm.Optimizers;

namespace Bdlm.Sharing;

/// <summary>The choices that the paper leaves open for the information sharing module.</summary>
public sealed record SharingOptions
{
    /// <summary>How touched rows are renewed.</summary>
    public SharingUpdate Update { get; init; } = SharingUpdate.Learned;

    /// <summary>What "MSE" means in the mutual loss.</summary>
    public MutualReduction Reduction { get; init; } = MutualReduction.Mean;

    /// <summary>The step size of the module's own row-wise Adam, finite and at least 0. Used by <see cref="SharingUpdate.Learned"/>.</summary>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>Adam's first decay, in [0, 1). Used by <see cref="SharingUpdate.Learned"/>.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Adam's second decay, in [0, 1). Used by <see cref="SharingUpdate.Learned"/>.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Adam's ε, finite and above 0. Used by <see cref="SharingUpdate.Learned"/>.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>The part μ of the old row that is kept, in [0, 1]. Used by <see cref="SharingUpdate.MovingAverage"/>.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Throws unless every value lies in its range.</summary>
    /// <exception cref="ArgumentException">One or more do not; all are named.</exception>
    public void Validate()
    {
        List<string> faults = [.. ToAdam().Faults()];
        if (!Enum.IsDefined(Update))
        {
            faults.Add($"Update is {(int)Update}; expected a {nameof(SharingUpdate)}.");
        }

        if (!Enum.IsDefined(Reduction))
        {
            faults.Add($"Reduction is {(int)Reduction}; expected a {nameof(MutualReduction)}.");
        }

        if (!(Momentum is >= 0 and <= 1))
        {
            faults.Add($"Momentum is {Momentum}; expected a number in [0, 1].");
        }

        if (faults.Count > 0)
        {
            throw new ArgumentException($"{nameof(SharingOptions)}: {string.Join(" ", faults)}");
        }
    }

    internal AdamOptions ToAdam() => new() { LearningRate = LearningRate, Beta1 = Beta1, Beta2 = Beta2, Epsilon = Epsilon };
}
