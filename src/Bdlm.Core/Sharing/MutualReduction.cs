namespace Bdlm.Sharing;

/// <summary>What "MSE" means in Eq. 7 and 8.</summary>
/// <remarks>
/// The two differ by the factor d, and so does the weight λ that suits them: a λ without the reduction means nothing.
/// </remarks>
public enum MutualReduction
{
    /// <summary>The mean over all elements, batch and dimensions. The default.</summary>
    Mean,

    /// <summary>The squared distance of two rows (a sum over the dimensions), averaged over the batch.</summary>
    SumOverDim,
}
