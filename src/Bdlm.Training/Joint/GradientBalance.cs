namespace Bdlm.Joint;

/// <summary>How strongly the mutual term pulls on a side, compared with its task.</summary>
/// <param name="Side">Whose turn.</param>
/// <param name="TaskNorm">The norm of the task loss' gradient on the shared parameters.</param>
/// <param name="MutualNorm">The norm of λ · L_ML's gradient on the same parameters.</param>
public readonly record struct GradientBalance(Side Side, double TaskNorm, double MutualNorm)
{
    /// <summary>MutualNorm / TaskNorm; 0 where the task has no gradient.</summary>
    public double Ratio => TaskNorm > 0 ? MutualNorm / TaskNorm : 0;
}
