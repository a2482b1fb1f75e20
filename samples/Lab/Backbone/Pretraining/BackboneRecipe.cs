using Bdlm.Checkpoints;
using Bdlm.Data;
using Bdlm.Lab.Backbone.Subwords;
using Bdlm.Lab.Backbone.Texts;
using Bdlm.Llama;

namespace Bdlm.Lab.Backbone.Pretraining;

/// <summary>All that decides a pretrained backbone: the sentences, the tokenizer's texts, sizes and seed.</summary>
/// <param name="Options">Sizes and rates.</param>
/// <param name="Corpus">What it reads.</param>
/// <param name="PromptTexts">Texts whose words are to be single tokens, as prompts hold them in every example.</param>
/// <param name="Seed">Decides first weights and the order of sentences.</param>
internal sealed record BackboneRecipe(BackboneOptions Options, CatalogueCorpus Corpus, IReadOnlyList<string> PromptTexts, int Seed)
{
    // Raised where the same sentences and options would give other weights.
    private const int Version = 2;

    private const int VectorWidth = 32;

    /// <summary>The recipe for a catalogue, which may be one with titles shuffled among items.</summary>
    /// <exception cref="ArgumentException">The options have faults, or the catalogue is empty.</exception>
    public static BackboneRecipe Create(ItemCatalog catalog, IReadOnlyList<string> promptTexts, BackboneOptions options, int seed)
    {
        options.Validate();
        return catalog.Count == 0
            ? throw new ArgumentException("catalog is empty; expected at least one item. Give data with items.", nameof(catalog))
            : new BackboneRecipe(options, CatalogueCorpus.Create(catalog, options.Noun, options.HeldOutShare, seed), promptTexts, seed);
    }

    /// <summary>A hash of all of it, in hexadecimal digits: the same recipe gives the same weights.</summary>
    public string Key() => OptionsHash.Compute(
        Version, Options, PromptTexts, Corpus.Training.Select(sentence => sentence.Text), Corpus.HeldOut.Select(sentence => sentence.Text), Seed);

    /// <summary>The byte-pair encoding of the sentences. Prompts count often enough that each of their words becomes one token.</summary>
    public BytePairEncoding LearnEncoding()
    {
        int often = Math.Max(1, Corpus.Training.Count / 4);
        IEnumerable<string> prompts = PromptTexts.SelectMany(text => Enumerable.Repeat(text, often));
        return BytePairTrainer.Learn(Corpus.Training.Select(sentence => sentence.Text).Concat(prompts), Options.VocabularySize);
    }

    /// <summary>The model's sizes.</summary>
    /// <param name="vocabularySize">The tokenizer's number of tokens.</param>
    public LlamaConfig Config(int vocabularySize) => new()
    {
        HiddenSize = Options.Dim,
        IntermediateSize = Inner(Options.Dim),
        LayerCount = Options.Layers,
        HeadCount = Options.Heads,
        KeyValueHeadCount = Options.Heads,
        VocabularySize = vocabularySize,
        MaxLength = Options.MaxLength,
        TieWordEmbeddings = Options.TiedWords,
        InitialStd = Options.InitialStd,
    };

    // Llama's 8/3 of the width, up to whole vectors: products of odd widths are slower, and their last bits depend on the number of threads.
    private static int Inner(int width) => ((width * 8 / 3) + VectorWidth - 1) / VectorWidth * VectorWidth;
}
