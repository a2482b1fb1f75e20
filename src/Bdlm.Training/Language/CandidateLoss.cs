using Bdlm.Joint;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>
/// The loss of ranking: − log softmax of the positive item's logit among its own and those of the negatives that were drawn for the same place of
/// the same history, all behind the top-K prompt. The softmax of L_LLM runs over the whole vocabulary instead; this one is about the items that a
/// candidate list would hold, which the negatives are drawn like.
/// </summary>
internal static class CandidateLoss
{
    /// <summary>The mean over the positives, a scalar; differentiable. A positive without negatives counts 0.</summary>
    /// <param name="model">Its output rows turn states into logits.</param>
    /// <param name="batch">The samples, negatives among them.</param>
    /// <param name="positives">The positives of the batch.</param>
    /// <param name="states">The states of their top-K prompts' last tokens, <c>[positives, hidden]</c>.</param>
    public static Tensor Compute(MixedLanguageModel model, IReadOnlyList<AlignedSample> batch, IReadOnlyList<AlignedSample> positives, Tensor states)
    {
        using var scope = NewDisposeScope();
        ILookup<(int User, int Position), int> negatives = batch.Where(sample => !sample.Label).ToLookup(sample => (sample.User, sample.Position), sample => sample.Item);
        int[][] items = [.. positives.Select(sample => (int[])[sample.Item, .. negatives[(sample.User, sample.Position)]])];
        int width = items.Max(row => row.Length);
        // Rows that are too short repeat the positive, which the mask then hides.
        long[] tokens = [.. items.SelectMany(row => Enumerable.Range(0, width).Select(place => (long)model.Vocabulary.ItemToken(row[place < row.Length ? place : 0])))];
        bool[] isMissing = [.. items.SelectMany(row => Enumerable.Range(0, width).Select(place => place >= row.Length))];
        Tensor logits = model.TokenLogits(states, tensor(tokens, items.Length, width, device: states.device)).to(ScalarType.Float32);
        Tensor masked = logits.masked_fill(tensor(isMissing, items.Length, width, device: states.device), KeptScalar.Of(double.NegativeInfinity));
        return masked.log_softmax(1).narrow(1, 0, 1).mean().neg().MoveToOuterDisposeScope();
    }
}
