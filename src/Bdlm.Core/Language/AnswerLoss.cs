using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>The language side's task loss L_LLM (Eq. 3–4).</summary>
public static class AnswerLoss
{
    /// <summary>
    /// − mean over answer tokens of log softmax(W_o h_t)[a_t], the softmax over all of V′. Logits are computed at answer positions only, so that
    /// a vocabulary of a million items costs memory per answer token and not per prompt token.
    /// </summary>
    /// <param name="model">The model whose output rows are used.</param>
    /// <param name="hidden"><c>[batch, length, hidden]</c>, what <see cref="MixedLanguageModel.Encode"/> gave for the batch's sequence.</param>
    /// <param name="batch">The samples.</param>
    /// <returns>A scalar, float32 (float64 for a float64 model), differentiable. The caller disposes.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or the batch has no answer token.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target lies outside the vocabulary.</exception>
    public static Tensor Compute(MixedLanguageModel model, Tensor hidden, AnswerBatch batch)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batch);
        (long rows, long length) = (batch.Targets.shape[0], batch.Targets.shape[1]);
        TensorGuard.Shape(hidden, nameof(hidden), "[batch, length, hidden]", "Give the hidden states of this very batch.", rows, length, model.Base.HiddenSize);
        using var scope = NewDisposeScope();
        Tensor targets = batch.Targets.reshape(-1);
        Tensor places = targets.ne(AnswerBatch.Ignored).nonzero().squeeze(1);
        Tensor answers = targets.index_select(0, places);
        CheckAnswers(answers, model.Vocabulary.Size);
        Tensor logits = model.Logits(hidden.reshape(rows * length, -1).index_select(0, places));
        Tensor precise = logits.dtype == ScalarType.Float64 ? logits : logits.to(ScalarType.Float32);
        return nn.functional.cross_entropy(precise, answers).MoveToOuterDisposeScope();
    }

    private static void CheckAnswers(Tensor answers, int size)
    {
        if (answers.numel() == 0)
        {
            throw new ArgumentException("batch has no answer token; expected at least one target other than -100. Make it with AnswerBatch.Create.", "batch");
        }

        TensorGuard.Ids(answers, "Targets", size);
    }
}
