using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Losses;

/// <summary>
/// TOP1-max of Hidasi and Karatzoglou 2018: Σ_j s_j (σ(r_j − r_i) + σ(r_j²)) with s the softmax over the negatives, the mean over
/// pairs.
/// </summary>
public static class Top1MaxLoss
{
    /// <summary>The loss; a differentiable scalar. The caller disposes.</summary>
    /// <param name="positive"><c>[batch]</c>: scores of items that were taken.</param>
    /// <param name="negatives"><c>[batch, negatives]</c>: scores of items that were not; −∞ leaves one out, but never a whole row.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or there is no pair or no negative.</exception>
    public static Tensor Compute(Tensor positive, Tensor negatives)
    {
        SetLossChecks.Scores(positive, negatives);
        using var scope = NewDisposeScope();
        Tensor weights = negatives.softmax(1);

        // What is left out has weight 0, but its square is ∞ and would make the gradient 0 · ∞.
        Tensor scores = negatives.masked_fill(negatives.isneginf(), KeptScalar.Of(0));
        Tensor terms = Sigmoid(scores - positive.unsqueeze(1)).Plus(Sigmoid(scores.Squared()));
        return (weights * terms).sum(1).mean().MoveToOuterDisposeScope();
    }

    // torch's own σ rounds the last values of each thread's share otherwise than the rest; its tanh does not.
    private static Tensor Sigmoid(Tensor values) => values.Times(0.5).tanh().Times(0.5).Plus(0.5);
}
