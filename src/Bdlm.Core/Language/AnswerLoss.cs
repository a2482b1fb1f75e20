using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>
/// The language side's task loss L_LLM (Eq. 3–4): − log softmax(W_o h_t)[a_t], the softmax over all of V′. Logits are computed at answer
/// positions only, and not all at once (see <see cref="AnswerLossOptions"/>), so that a vocabulary of a million items costs no memory for
/// each prompt token and little for each answer token, forward or back. Rows that are frozen get no gradient and cost none.
/// </summary>
public static class AnswerLoss
{
    /// <summary>The mean over the batch's answer tokens.</summary>
    /// <param name="model">The model whose output rows are used.</param>
    /// <param name="hidden"><c>[batch, length, hidden]</c>, what <see cref="MixedLanguageModel.Encode"/> gave for the batch's sequence.</param>
    /// <param name="batch">The samples.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>A scalar, float32 (float64 for a float64 model), differentiable. The caller disposes.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, the batch has no answer token, or an option is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target lies outside the vocabulary.</exception>
    public static Tensor Compute(MixedLanguageModel model, Tensor hidden, AnswerBatch batch, AnswerLossOptions? options = null)
    {
        using var scope = NewDisposeScope();
        return PerToken(model, hidden, batch, options).mean().MoveToOuterDisposeScope();
    }

    /// <summary>The loss of each answer token, for sums and weights of one's own: gradient accumulation divides by the answer tokens of several batches.</summary>
    /// <inheritdoc cref="Compute" path="/param"/>
    /// <inheritdoc cref="Compute" path="/exception"/>
    /// <returns>
    /// <c>[answers]</c>, sample after sample, float32 (float64 for a float64 model), differentiable. The caller disposes.
    /// </returns>
    public static Tensor PerToken(MixedLanguageModel model, Tensor hidden, AnswerBatch batch, AnswerLossOptions? options = null)
    {
        options ??= new AnswerLossOptions();
        options.Validate();
        using var scope = NewDisposeScope();
        return PerToken(model, AnswerTokens.Of(model, hidden, batch), options).MoveToOuterDisposeScope();
    }

    /// <summary>The loss of each answer token of samples that share their beginnings.</summary>
    /// <param name="model">The model whose output rows are used.</param>
    /// <param name="hidden"><c>[rows, length, hidden]</c>, what <see cref="MixedLanguageModel.EncodeTrees"/> gave for the batch's sequence.</param>
    /// <param name="batch">The samples.</param>
    /// <inheritdoc cref="PerToken(MixedLanguageModel, Tensor, AnswerBatch, AnswerLossOptions)" path="/returns"/>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target lies outside the vocabulary.</exception>
    public static Tensor PerToken(MixedLanguageModel model, Tensor hidden, AnswerTreeBatch batch)
    {
        using var scope = NewDisposeScope();
        return PerToken(model, AnswerTokens.Of(model, hidden, batch), new AnswerLossOptions()).MoveToOuterDisposeScope();
    }

    /// <summary>The mean over each sample's own answer tokens; 0 for a sample that has none.</summary>
    /// <inheritdoc cref="Compute" path="/param"/>
    /// <inheritdoc cref="Compute" path="/exception"/>
    /// <returns><c>[batch]</c>, float32 (float64 for a float64 model), differentiable. The caller disposes.</returns>
    public static Tensor PerSample(MixedLanguageModel model, Tensor hidden, AnswerBatch batch, AnswerLossOptions? options = null)
    {
        options ??= new AnswerLossOptions();
        options.Validate();
        using var scope = NewDisposeScope();
        AnswerTokens tokens = AnswerTokens.Of(model, hidden, batch);
        Tensor losses = PerToken(model, tokens, options);
        Tensor none = zeros(batch.Targets.shape[0], dtype: losses.dtype, device: losses.device);
        Tensor counts = none.index_add(0, tokens.Rows, ones_like(losses), KeptScalar.Of(1));
        Tensor sums = none.index_add(0, tokens.Rows, losses, KeptScalar.Of(1));
        return (sums / counts.clamp(min: KeptScalar.Of(1))).MoveToOuterDisposeScope();
    }

    private static Tensor PerToken(MixedLanguageModel model, AnswerTokens tokens, AnswerLossOptions options) =>
        BlockedCrossEntropy.Compute(tokens.Hidden, model.Output.Tables, tokens.Targets, options.LogitsAtOnce);
}
