using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Losses;

/// <summary>
/// Bayesian personalised ranking (Rendle et al. 2009): −log σ(positive − negative), the mean over pairs. Computed as
/// softplus(negative − positive), which neither overflows nor loses small values.
/// </summary>
public static class BprLoss
{
    /// <summary>The loss; a differentiable scalar. The caller disposes.</summary>
    /// <param name="positive"><c>[batch]</c>: scores of items that were taken.</param>
    /// <param name="negative"><c>[batch]</c>: scores of items that were not, for the same users.</param>
    /// <exception cref="ArgumentException">The shapes differ, or there is no pair.</exception>
    public static Tensor Compute(Tensor positive, Tensor negative)
    {
        LossChecks.Vector(positive, nameof(positive));
        TensorGuard.Shape(negative, nameof(negative), "[batch]", "Give one negative a positive; repeat positives for more.", positive.shape[0]);
        using var scope = NewDisposeScope();
        return TensorFunctions.Softplus(negative.sub(positive)).mean().MoveToOuterDisposeScope();
    }
}
