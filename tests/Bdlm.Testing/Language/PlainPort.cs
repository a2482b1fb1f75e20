using Bdlm.Language;
using static TorchSharp.torch;

namespace Bdlm.Testing.Language;

/// <summary>A language model of which nothing but the contract shows: what else it offers, such as reading trees, is hidden. Owns nothing.</summary>
/// <param name="inner">The model.</param>
public sealed class PlainPort(ICausalLanguageModel inner) : ICausalLanguageModel
{
    /// <summary>The numbers of sequences and of tokens that the forward passes read, padding among them.</summary>
    public IList<(long Sequences, long Tokens)> Passes { get; } = [];

    /// <inheritdoc/>
    public nn.Module Module => inner.Module;

    /// <inheritdoc/>
    public int HiddenSize => inner.HiddenSize;

    /// <inheritdoc/>
    public int VocabularySize => inner.VocabularySize;

    /// <inheritdoc/>
    public int MaxLength => inner.MaxLength;

    /// <inheritdoc/>
    public Tensor WordEmbeddings => inner.WordEmbeddings;

    /// <inheritdoc/>
    public Tensor OutputRows => inner.OutputRows;

    /// <inheritdoc/>
    public Tensor Encode(Tensor inputEmbeddings, Tensor attentionMask)
    {
        Passes.Add((inputEmbeddings.shape[0], inputEmbeddings.shape[0] * inputEmbeddings.shape[1]));
        return inner.Encode(inputEmbeddings, attentionMask);
    }
}
