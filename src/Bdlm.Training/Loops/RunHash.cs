using Bdlm.Checkpoints;

namespace Bdlm.Loops;

/// <summary>The hash of what decides a run's numbers; the name that progress shows is not part of it.</summary>
internal static class RunHash
{
    public static string Of(TrainingLoopOptions loop, params object?[] others) =>
        OptionsHash.Compute([loop with { Stage = "" }, .. others]);
}
