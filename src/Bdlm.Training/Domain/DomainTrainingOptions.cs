using Bdlm.Loops;

namespace Bdlm.Domain;

/// <summary>How a recommender is pretrained on the training edges.</summary>
public sealed record DomainTrainingOptions
{
    /// <summary>Epochs, patience, checkpoints.</summary>
    public TrainingLoopOptions Loop { get; init; } = new() { Stage = "recommender" };

    /// <summary>The loss.</summary>
    public DomainLoss Loss { get; init; } = DomainLoss.Bpr;

    /// <summary>Positive pairs a batch, at least 1.</summary>
    public int BatchSize { get; init; } = 2048;

    /// <summary>
    /// The weight of ½‖rows‖² / batch over the parameter rows that the batch looks up, at least 0, as LightGCN adds it to the BPR
    /// loss. Not Adam's weight decay.
    /// </summary>
    public double Regularization { get; init; } = 1e-4;

    /// <summary>Negatives for each positive, at least 1.</summary>
    public int NegativesPerPositive { get; init; } = 1;

    /// <summary>The run's seed.</summary>
    public int Seed { get; init; }

    /// <summary>Reports every fault at once.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public void Validate()
    {
        Loop.Validate();
        OptionFaults.ThrowIfAny(
            nameof(DomainTrainingOptions),
            (BatchSize < 1, $"BatchSize is {BatchSize}; expected at least 1."),
            (!(Regularization >= 0) || double.IsInfinity(Regularization), $"Regularization is {Regularization}; expected a finite number of at least 0."),
            (NegativesPerPositive < 1, $"NegativesPerPositive is {NegativesPerPositive}; expected at least 1."));
    }
}
