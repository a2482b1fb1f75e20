using Bdlm.Loops;

namespace Bdlm.Joint;

/// <summary>How the two sides train together (Eq. 9).</summary>
public sealed record JointTrainingOptions
{
    /// <summary>Epochs, patience, checkpoints.</summary>
    public TrainingLoopOptions Loop { get; init; } = new() { Stage = "joint training" };

    /// <summary>The most samples of a batch, on both sides; the paper's is 16. Batches hold whole groups of a positive and its negatives: see <see cref="IAlignedSamples.BatchLength"/>.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>λ of Eq. 9 on the language side, at least 0; the paper's best is 0.1 on ML-1M.</summary>
    public double LanguageMutualWeight { get; init; } = 0.1;

    /// <summary>λ of Eq. 9 on the domain side, at least 0.</summary>
    public double DomainMutualWeight { get; init; } = 0.1;

    /// <summary>Measure the gradients' norms every so many turns, at least 1; null never. A measured turn costs about twice as much.</summary>
    public int? BalanceEveryTurns { get; init; } = 50;

    /// <summary>The run's seed.</summary>
    public int Seed { get; init; }

    /// <summary>Reports every fault at once.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public void Validate()
    {
        Loop.Validate();
        OptionFaults.ThrowIfAny(
            nameof(JointTrainingOptions),
            (BatchSize < 1, $"BatchSize is {BatchSize}; expected at least 1."),
            (!(LanguageMutualWeight >= 0) || double.IsInfinity(LanguageMutualWeight), $"LanguageMutualWeight is {LanguageMutualWeight}; expected a finite number of at least 0."),
            (!(DomainMutualWeight >= 0) || double.IsInfinity(DomainMutualWeight), $"DomainMutualWeight is {DomainMutualWeight}; expected a finite number of at least 0."),
            (BalanceEveryTurns < 1, $"BalanceEveryTurns is {BalanceEveryTurns}; expected at least 1, or null."));
    }
}
