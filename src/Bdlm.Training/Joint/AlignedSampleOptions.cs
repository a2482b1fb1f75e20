using Bdlm.Loops;

namespace Bdlm.Joint;

/// <summary>How aligned samples are drawn from the training interactions.</summary>
public sealed record AlignedSampleOptions
{
    /// <summary>Negatives for each positive, at least 1.</summary>
    public int NegativesPerPositive { get; init; } = 4;

    /// <summary>How many (history, next item) places a user gives an epoch; null for all.</summary>
    public int? PositionsPerUser { get; init; }

    /// <summary>How many users give places, those with the lowest ids; null for all. A sample of users where ids are in no order of their own.</summary>
    public int? Users { get; init; }

    /// <summary>The shortest history that a sample may have, at least 0.</summary>
    public int MinHistory { get; init; } = 1;

    /// <summary>
    /// Whether a positive and its negatives stay side by side in an epoch, and batches hold whole groups of them: a language model that reads trees
    /// (<see cref="Language.ITreeLanguageModel"/>) then reads what their prompts share once. Otherwise every sample is drawn by itself. Default true.
    /// </summary>
    public bool KeepTogether { get; init; } = true;

    /// <summary>Reports every fault at once.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public void Validate() => OptionFaults.ThrowIfAny(
        nameof(AlignedSampleOptions),
        (NegativesPerPositive < 1, $"NegativesPerPositive is {NegativesPerPositive}; expected at least 1."),
        (PositionsPerUser < 1, $"PositionsPerUser is {PositionsPerUser}; expected at least 1, or null for all."),
        (Users < 1, $"Users is {Users}; expected at least 1, or null for all."),
        (MinHistory < 0, $"MinHistory is {MinHistory}; expected at least 0."));
}
