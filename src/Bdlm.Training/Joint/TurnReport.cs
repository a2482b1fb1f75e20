namespace Bdlm.Joint;

/// <summary>What one turn brought.</summary>
/// <param name="Turn">Who stepped on which batch.</param>
/// <param name="Step">The zero-based step of the run.</param>
/// <param name="TaskLoss">L_LLM or L_DRS.</param>
/// <param name="MutualLoss">L_ML of the side, before λ.</param>
/// <param name="Balance">The gradients' norms, on the turns where they were measured.</param>
public sealed record TurnReport(Turn Turn, long Step, double TaskLoss, double MutualLoss, GradientBalance? Balance);
