using Bdlm.Language;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Conformance.Language;

/// <summary>Prompts with answers in one of the two conventions of labels.</summary>
/// <param name="TokenIds"><c>[batch, length]</c>, int64, padded at the right.</param>
/// <param name="Mask"><c>[batch, length]</c>, bool.</param>
/// <param name="Labels"><c>[batch, length]</c>, int64; −100 where there is nothing to learn.</param>
/// <param name="RightShift">How many places a label stands behind the state that is to predict it.</param>
internal sealed record LabelledBatch(Tensor TokenIds, Tensor Mask, Tensor Labels, int RightShift)
{
    /// <summary>Puts samples into the port's convention.</summary>
    public static LabelledBatch Create(IReadOnlyList<LanguageExample> examples, LabelConvention convention, Device device)
    {
        if (convention == LabelConvention.NextToken)
        {
            AnswerBatch batch = AnswerBatch.Create(examples, padToken: 0, device);
            return new LabelledBatch(batch.Sequence.TokenIds, batch.Sequence.AttentionMask, batch.Targets, RightShift: 0);
        }

        PromptBatch whole = PromptBatch.Create([.. examples.Select(Whole)], padToken: 0, device);
        var labels = new long[examples.Count * (int)whole.TokenIds.shape[1]];
        Array.Fill(labels, AnswerBatch.Ignored);
        for (int row = 0; row < examples.Count; row++)
        {
            int start = (row * (int)whole.TokenIds.shape[1]) + examples[row].Prompt.Count;
            for (int place = 0; place < examples[row].Answer.Count; place++)
            {
                labels[start + place] = examples[row].Answer[place];
            }
        }

        return new LabelledBatch(whole.TokenIds, whole.AttentionMask, tensor(labels, whole.TokenIds.shape, device: device), RightShift: 1);
    }

    /// <summary>The summed loss where position t predicts the label <paramref name="shift"/> places behind it, and the number of labels.</summary>
    public (double Sum, long Count) LossAt(int shift, Tensor logits)
    {
        long length = TokenIds.shape[1] - Math.Abs(shift);
        Tensor scores = logits.narrow(1, Math.Max(-shift, 0), length).reshape(-1, logits.shape[2]).to(ScalarType.Float64);
        Tensor labels = Labels.narrow(1, Math.Max(shift, 0), length).reshape(-1);
        Tensor sum = nn.functional.cross_entropy(scores, labels, ignore_index: AnswerBatch.Ignored, reduction: nn.Reduction.Sum);
        return (sum.item<double>(), labels.ne(KeptScalar.Of(AnswerBatch.Ignored)).sum().item<long>());
    }

    private static IReadOnlyList<int> Whole(LanguageExample example) => [.. example.Prompt, .. example.Answer];
}
