using Bdlm.Loops;

namespace Bdlm.Domain.Objectives;

/// <summary>How a sequential recommender is trained on whole sequences; the defaults are those of SASRec's authors, but for the order.</summary>
public sealed record SequenceObjectiveOptions
{
    /// <summary>The loss at each place.</summary>
    public SequenceLoss Loss { get; init; } = SequenceLoss.BinaryCrossEntropy;

    /// <summary>Which users make an epoch.</summary>
    public SequenceOrder Order { get; init; } = SequenceOrder.EveryUser;

    /// <summary>Sampled negatives at each place, at least 1; the authors draw one.</summary>
    public int NegativesPerPlace { get; init; } = 1;

    /// <summary>Reports every fault at once.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public void Validate() => OptionFaults.ThrowIfAny(
        nameof(SequenceObjectiveOptions),
        (!Enum.IsDefined(Loss), $"Loss is {Loss}; expected one of {string.Join(", ", Enum.GetNames<SequenceLoss>())}."),
        (!Enum.IsDefined(Order), $"Order is {Order}; expected one of {string.Join(", ", Enum.GetNames<SequenceOrder>())}."),
        (NegativesPerPlace < 1, $"NegativesPerPlace is {NegativesPerPlace}; expected at least 1."));
}
