namespace Bdlm.Loops;

/// <summary>How long a trainer runs and what it keeps.</summary>
public sealed record TrainingLoopOptions
{
    /// <summary>The name that progress reports carry.</summary>
    public string Stage { get; init; } = "training";

    /// <summary>The number of epochs, at least 1.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Stop after this many validated epochs without a better score; null never stops early.</summary>
    public int? Patience { get; init; }

    /// <summary>Whether the weights of the best validated epoch are put back at the end.</summary>
    public bool RestoreBest { get; init; } = true;

    /// <summary>Write a checkpoint after this many steps, beside the one after each epoch; null for epochs only.</summary>
    public int? CheckpointEverySteps { get; init; }

    /// <summary>
    /// Write a checkpoint after the first step that ends so long after the last one, above zero; null for none by time. A run that is
    /// killed loses this much, or one step where that takes longer.
    /// </summary>
    public TimeSpan? CheckpointEvery { get; init; }

    /// <summary>Reports every fault at once.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public void Validate() => OptionFaults.ThrowIfAny(
        nameof(TrainingLoopOptions),
        (Epochs < 1, $"Epochs is {Epochs}; expected at least 1."),
        (Patience < 1, $"Patience is {Patience}; expected at least 1, or null to never stop early."),
        (CheckpointEverySteps < 1, $"CheckpointEverySteps is {CheckpointEverySteps}; expected at least 1, or null."),
        (CheckpointEvery <= TimeSpan.Zero, $"CheckpointEvery is {CheckpointEvery}; expected a time above zero, or null."));
}
