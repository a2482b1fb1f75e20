namespace Bdlm.Lab.Experiments;

/// <summary>The small Llama that the Lab pretrains on the catalogue's text. Its width is the scale's, which recommenders share.</summary>
internal sealed record BackboneScale
{
    /// <summary>Decoder layers.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Attention heads.</summary>
    public int Heads { get; init; } = 2;

    /// <summary>The most words of the tokenizer that is learnt from the catalogue.</summary>
    public int VocabularySize { get; init; } = 1000;

    /// <summary>Whether the output rows are the word embeddings, as small models have it, or rows of their own, as Llama has it.</summary>
    public bool TiedWords { get; init; } = true;

    /// <summary>The standard deviation of the first weights.</summary>
    public double InitialStd { get; init; } = 0.1;

    /// <summary>The most epochs over the catalogue's text.</summary>
    public int Epochs { get; init; } = 8;
}
