using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Losses;

/// <summary>
/// Cross-entropy of ŷ = σ(logit) and y (Eq. 6): −y log ŷ − (1 − y) log(1 − ŷ), the mean over pairs. Computed from logits,
/// which neither overflows nor takes the logarithm of zero.
/// </summary>
public static class BinaryCrossEntropyLoss
{
    /// <summary>The loss; a differentiable scalar. The caller disposes.</summary>
    /// <param name="logits"><c>[batch]</c>, floating point.</param>
    /// <param name="labels"><c>[batch]</c>, y in [0, 1]; converted to the logits' dtype.</param>
    /// <exception cref="ArgumentException">The shapes differ, or there is no pair.</exception>
    public static Tensor Compute(Tensor logits, Tensor labels)
    {
        LossChecks.Vector(logits, nameof(logits));
        TensorGuard.Shape(labels, nameof(labels), "[batch]", "Give one label a logit.", logits.shape[0]);
        using var scope = NewDisposeScope();
        Tensor targets = labels.to(logits.dtype);
        return nn.functional.binary_cross_entropy_with_logits(logits, targets).MoveToOuterDisposeScope();
    }
}
