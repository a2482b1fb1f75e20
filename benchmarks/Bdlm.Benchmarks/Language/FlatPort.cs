using Bdlm.Language;
using static TorchSharp.torch;

namespace Bdlm.Benchmarks.Language;

/// <summary>A language model that does not show that it reads trees, so that it is given each prompt by itself. Owns nothing.</summary>
internal sealed class FlatPort(ICausalLanguageModel inner) : ICausalLanguageModel
{
    public nn.Module Module => inner.Module;

    public int HiddenSize => inner.HiddenSize;

    public int VocabularySize => inner.VocabularySize;

    public int MaxLength => inner.MaxLength;

    public Tensor WordEmbeddings => inner.WordEmbeddings;

    public Tensor OutputRows => inner.OutputRows;

    public Tensor Encode(Tensor inputEmbeddings, Tensor attentionMask) => inner.Encode(inputEmbeddings, attentionMask);
}
