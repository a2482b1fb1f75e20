namespace Bdlm.Loops;

/// <summary>Where in a run a step stands.</summary>
/// <param name="Epoch">Zero-based epoch.</param>
/// <param name="Index">Zero-based step within the epoch.</param>
/// <param name="Step">Zero-based step within the run.</param>
/// <param name="StepCount">The number of steps that the whole run has, if it is not stopped early.</param>
public readonly record struct StepPlace(int Epoch, int Index, long Step, long StepCount);
