using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Losses;

/// <summary>
/// BPR-max of Hidasi and Karatzoglou 2018: −log Σ_j s_j σ(r_i − r_j) + λ Σ_j s_j r_j² with s the softmax over the negatives, the
/// mean over pairs. With one negative and λ = 0 it is BPR; ReChorus trains on it without λ. Computed through logarithms, which
/// neither overflow nor lose small values.
/// </summary>
public static class BprMaxLoss
{
    /// <summary>The loss; a differentiable scalar. The caller disposes.</summary>
    /// <param name="positive"><c>[batch]</c>: scores of items that were taken.</param>
    /// <param name="negatives"><c>[batch, negatives]</c>: scores of items that were not; −∞ leaves one out, but never a whole row.</param>
    /// <param name="scoreRegularization">λ, at least 0; GRU4Rec's authors take about 1, ReChorus 0.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or there is no pair or no negative.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scoreRegularization"/> is negative or no number.</exception>
    public static Tensor Compute(Tensor positive, Tensor negatives, double scoreRegularization)
    {
        SetLossChecks.Scores(positive, negatives);
        if (!(scoreRegularization >= 0 && double.IsFinite(scoreRegularization)))
        {
            throw new ArgumentOutOfRangeException(nameof(scoreRegularization), $"scoreRegularization is {scoreRegularization}; expected a finite number of at least 0.");
        }

        using var scope = NewDisposeScope();
        Tensor logWeights = negatives.log_softmax(1);
        Tensor logWins = nn.functional.logsigmoid(positive.unsqueeze(1) - negatives);
        Tensor loss = logsumexp(logWeights.Plus(logWins), 1, false).mean().neg();
        if (scoreRegularization > 0)
        {
            Tensor scores = negatives.masked_fill(negatives.isneginf(), KeptScalar.Of(0));
            loss = loss.Plus((logWeights.exp() * scores.Squared()).sum(1).mean().Times(scoreRegularization));
        }

        return loss.MoveToOuterDisposeScope();
    }
}
