using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>
/// What BDLM asks of a decoder-only language model: the port of one's own <c>LlamaForCausalLM</c> implements it
/// with a few lines. It never sees user or item tokens; <see cref="MixedLanguageModel"/> wraps it with the mixed
/// embedding before and the extended output rows after.
/// </summary>
public interface ICausalLanguageModel
{
    /// <summary>The module that holds all parameters, word embedding and output rows among them.</summary>
    nn.Module Module { get; }

    /// <summary>The width of hidden states and of word embeddings.</summary>
    int HiddenSize { get; }

    /// <summary>The number of words |V|.</summary>
    int VocabularySize { get; }

    /// <summary>The longest sequence that <see cref="Encode"/> accepts.</summary>
    int MaxLength { get; }

    /// <summary>The word embedding table E_V, <c>[VocabularySize, HiddenSize]</c>. Owned by the model: do not dispose.</summary>
    Tensor WordEmbeddings { get; }

    /// <summary>
    /// The output rows W_o over words, <c>[VocabularySize, HiddenSize]</c>; the same tensor as
    /// <see cref="WordEmbeddings"/> when the weights are tied. Owned by the model: do not dispose.
    /// </summary>
    Tensor OutputRows { get; }

    /// <summary>
    /// Whether states in training mode may differ from those in evaluation mode. True unless a port knows better: where it is false, h of a training
    /// forward serves the recommender, and no second forward in evaluation mode is run for it.
    /// </summary>
    bool HasDropout => true;

    /// <summary>The hidden states after the final norm, before the output rows.</summary>
    /// <param name="inputEmbeddings"><c>[batch, length, HiddenSize]</c>, the word rows' dtype.</param>
    /// <param name="attentionMask">
    /// <c>[batch, length]</c>, bool: true at real tokens, false at padding on either side. A token attends to itself
    /// and to real tokens before it; positions count real tokens only.
    /// </param>
    /// <returns><c>[batch, length, HiddenSize]</c>. Values at padding are finite but otherwise meaningless. The caller disposes.</returns>
    Tensor Encode(Tensor inputEmbeddings, Tensor attentionMask);
}
