using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>The answer tokens of a batch and the hidden states that are to predict them.</summary>
/// <param name="Hidden"><c>[answers, hidden]</c>.</param>
/// <param name="Targets"><c>[answers]</c>, int64.</param>
/// <param name="Rows"><c>[answers]</c>, int64: the row of each.</param>
internal sealed record AnswerTokens(Tensor Hidden, Tensor Targets, Tensor Rows)
{
    /// <summary>Finds them, after checking that the parts fit. The tensors belong to the caller's dispose scope.</summary>
    public static AnswerTokens Of(MixedLanguageModel model, Tensor hidden, AnswerBatch batch)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batch);
        (long rows, long length) = (batch.Targets.shape[0], batch.Targets.shape[1]);
        TensorGuard.Shape(hidden, nameof(hidden), "[batch, length, hidden]", "Give the hidden states of this very batch.", rows, length, model.Base.HiddenSize);
        Tensor targets = batch.Targets.reshape(-1);
        Tensor places = targets.ne(KeptScalar.Of(AnswerBatch.Ignored)).nonzero().squeeze(1);
        if (places.numel() == 0)
        {
            throw new ArgumentException("batch has no answer token; expected at least one target other than -100. Make it with AnswerBatch.Create.", nameof(batch));
        }

        Tensor answers = targets.index_select(0, places);
        TensorGuard.Ids(answers, nameof(batch.Targets), model.Vocabulary.Size);
        Tensor states = hidden.reshape(rows * length, -1).index_select(0, places);
        return new AnswerTokens(states, answers, places.div(KeptScalar.Of(length), RoundingMode.floor));
    }

    /// <summary>The same for samples in trees.</summary>
    public static AnswerTokens Of(MixedLanguageModel model, Tensor hidden, AnswerTreeBatch batch)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batch);
        TensorGuard.Ids(batch.Targets, nameof(batch.Targets), model.Vocabulary.Size);
        Tensor states = TreeReading.Flat(hidden, batch.Sequence).index_select(0, batch.Places);
        return new AnswerTokens(states, batch.Targets, batch.Places.div(KeptScalar.Of(batch.Sequence.Length), RoundingMode.floor));
    }
}
