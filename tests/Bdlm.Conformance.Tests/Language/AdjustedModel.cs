using Bdlm.Language;
using Bdlm.Testing.Language;
using static TorchSharp.torch;

namespace Bdlm.Conformance.Language;

/// <summary>A sound small decoder with one part of it exchanged, as mistakes in real ports are.</summary>
internal sealed class AdjustedModel(TinyCausalLanguageModel sound) : ICausalLanguageModel
{
    public TinyCausalLanguageModel Sound => sound;

    public Func<AdjustedModel, Tensor, Tensor, Tensor>? Encoder { get; init; }

    public Tensor? Words { get; init; }

    public Tensor? Rows { get; init; }

    public bool CopiesRows { get; init; }

    public nn.Module? OtherModule { get; init; }

    public bool HasDropout { get; init; } = true;

    public int LongestStated { get; init; } = sound.MaxLength;

    /// <summary>What the model keeps from one call to the next.</summary>
    public Tensor? Kept { get; set; }

    public nn.Module Module => OtherModule ?? sound;

    public int HiddenSize => sound.HiddenSize;

    public int VocabularySize => sound.VocabularySize;

    public int MaxLength => LongestStated;

    public Tensor WordEmbeddings => Words ?? sound.WordEmbeddings;

    public Tensor OutputRows => CopiesRows ? sound.OutputRows.clone() : Rows ?? sound.OutputRows;

    public Tensor Encode(Tensor inputEmbeddings, Tensor attentionMask)
    {
        if (Encoder is null)
        {
            return sound.Encode(inputEmbeddings, attentionMask);
        }

        return Encoder(this, inputEmbeddings, attentionMask);
    }
}
