using Bdlm.Data;
using Bdlm.Evaluation;
using Bdlm.Joint;
using Bdlm.Language;
using Bdlm.Language.FineTuning;
using Bdlm.Prompts;
using Bdlm.Tokens;
using Microsoft.ML.Tokenizers;
using static TorchSharp.torch;

namespace Bdlm.Instructions;

/// <summary>
/// InstructRec, the paper's text-only row: a language model tuned on instructions that hold titles and no entity token. It gets the same backbone, samples, steps and optimiser as
/// BDLM's language side, so that what differs is the tokens alone.
/// </summary>
/// <remarks>
/// Both tasks are trained: "Yes" or "No" about one item, and the next item's title. It is evaluated by <see cref="Scorer"/>, with one wording. Train it with
/// <see cref="SftTrainer"/> on <see cref="Batches"/>.
/// </remarks>
public sealed class InstructRec : IDisposable
{
    private readonly PromptEncoder[] _encoders;

    private InstructRec(MixedLanguageModel model, PromptEncoder[] encoders, InstructRecOptions options) =>
        (Model, _encoders, Options) = (model, encoders, options);

    /// <summary>The model over words; its vocabulary has no users and items.</summary>
    public MixedLanguageModel Model { get; }

    /// <summary>How it is tuned and asked.</summary>
    public InstructRecOptions Options { get; }

    /// <summary>Writes prompts in each wording.</summary>
    public IReadOnlyList<PromptEncoder> Encoders => _encoders;

    /// <summary>Writes prompts in the evaluation's wording.</summary>
    public PromptEncoder Encoder => _encoders[Options.EvaluationPhrasing];

    /// <summary>Makes the row of a backbone.</summary>
    /// <param name="backbone">The model over words; from now on owned by the result.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="catalog">Titles and categories by dense item id.</param>
    /// <param name="options">Wordings, and what prompts show.</param>
    /// <param name="seed">Of what is random in the wrapper; nothing, as long as there are no entities.</param>
    /// <exception cref="ArgumentException">The options have faults.</exception>
    public static InstructRec Create(ICausalLanguageModel backbone, Tokenizer tokenizer, ItemCatalog catalog, InstructRecOptions options, int seed)
    {
        ArgumentNullException.ThrowIfNull(backbone);
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var vocabulary = new EntityVocabulary(backbone.VocabularySize, userCount: 0, itemCount: 0);
        var words = new ExtendedTokenizer(tokenizer, vocabulary);
        PromptEncoder[] encoders = [.. Enumerable.Range(0, options.Templates.Count).Select(phrasing => new PromptEncoder(words, catalog, options.Templates.Apply(options.Prompts, phrasing)))];
        return new InstructRec(MixedLanguageModel.Create(backbone, vocabulary, null, seed), encoders, options);
    }

    /// <summary>Training batches: every positive, with its negatives, in a wording that the seed, the epoch and its place in the user's history decide.</summary>
    /// <param name="source">The samples, as BDLM's language side gets them.</param>
    /// <param name="batchSize">Samples a batch, at least 1.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="device">Where the model lives.</param>
    public ILanguageBatches Batches(IAlignedSamples source, int batchSize, int seed, Device device)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return new InstructionBatches(this, source, batchSize, seed, device);
    }

    /// <summary>The row as the evaluation sees it.</summary>
    /// <param name="device">Where the model lives.</param>
    /// <param name="rankBy"><see cref="RankBy.TitleLikelihood"/> or <see cref="RankBy.YesNo"/>.</param>
    /// <exception cref="ArgumentException">Ranking by item tokens, of which the model has none.</exception>
    public LanguageScorer Scorer(Device device, RankBy rankBy = RankBy.TitleLikelihood) => rankBy == RankBy.ItemTokens
        ? throw new ArgumentException("rankBy is ItemTokens; expected TitleLikelihood or YesNo. A text-only model has no item tokens.", nameof(rankBy))
        : new LanguageScorer(Model, Encoder, rankBy, device);

    /// <summary>Releases the model with its backbone.</summary>
    public void Dispose() => Model.Dispose();
}
