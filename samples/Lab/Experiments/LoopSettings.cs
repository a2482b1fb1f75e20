using Bdlm.Loops;

namespace Bdlm.Lab.Experiments;

/// <summary>What the loops of all stages have in common.</summary>
internal static class LoopSettings
{
    // A checkpoint takes a fraction of a second: more often would cost more than a kill does.
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(10);

    /// <summary>A stage that loses at most a step or ten seconds of training when it is killed.</summary>
    public static TrainingLoopOptions Of(string stage, int epochs, int? patience = null) =>
        new() { Stage = stage, Epochs = epochs, Patience = patience, CheckpointEvery = BetweenCheckpoints };
}
