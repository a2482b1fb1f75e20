using Bdlm.Testing.Language;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>A fake that breaks one rule of <see cref="ICausalLanguageModel"/>, to show that the contract notices.</summary>
internal sealed class BrokenLanguageModel(TinyCausalLanguageModel sound, Func<ICausalLanguageModel, Tensor, Tensor, Tensor> encode) : ICausalLanguageModel
{
    public nn.Module Module => sound;

    public int HiddenSize => sound.HiddenSize;

    public int VocabularySize => sound.VocabularySize;

    public int MaxLength => sound.MaxLength;

    public Tensor WordEmbeddings => sound.WordEmbeddings;

    public Tensor OutputRows => sound.OutputRows;

    public Tensor Encode(Tensor inputEmbeddings, Tensor attentionMask) => encode(sound, inputEmbeddings, attentionMask);
}
