using Bdlm.Checkpoints;
using Bdlm.Data;
using Bdlm.Lab.Backbone.Pretraining;
using Bdlm.Lab.Experiments;
using Bdlm.Language;
using Bdlm.Llama;
using Bdlm.Llama.Checkpoints;
using Bdlm.Llama.Tokenizers;
using Bdlm.Loops;
using Bdlm.Prompts;
using Microsoft.ML.Tokenizers;
using static TorchSharp.torch;

namespace Bdlm.Lab.Backbone;

/// <summary>
/// The language model that every language row begins with, and copies of it: a Hugging Face folder, whether the Lab pretrained it on the catalogue's
/// text or a user brought it. Begin token, answer words and context come from the folder.
/// </summary>
internal sealed class BackboneFactory : ILanguageBackbone
{
    // Room behind a prompt for the longest title as its answer.
    private const int TitleReserve = 96;

    private readonly bool _ownsFolder;

    private BackboneFactory(string folder, LoadedTokenizer tokenizer, bool ownsFolder)
    {
        (Folder, _ownsFolder) = (folder, ownsFolder);
        Config = LlamaCheckpoint.ReadConfig(folder);
        tokenizer.RequireFits(Config.VocabularySize);
        Tokenizer = tokenizer.Tokenizer;
        BeginToken = Begin(tokenizer);
        Answers = AnswerWords.For(tokenizer.Tokenizer, Config.VocabularySize);
        EndToken = LlamaCheckpoint.ReadGenerationConfig(folder).EndTokens.Cast<int?>().FirstOrDefault() ?? tokenizer.SpecialTokens.End;
        Report = BackboneReport.Read(folder);
    }

    /// <summary>Where the backbone lies.</summary>
    public string Folder { get; }

    /// <summary>Its sizes.</summary>
    public LlamaConfig Config { get; }

    /// <inheritdoc/>
    public Tokenizer Tokenizer { get; }

    /// <summary>The number of words |V|: the model's rows, which may be more than the tokenizer's tokens.</summary>
    public int VocabularySize => Config.VocabularySize;

    /// <inheritdoc/>
    public int HiddenSize => Config.HiddenSize;

    /// <inheritdoc/>
    public int? BeginToken { get; }

    /// <inheritdoc/>
    public int? EndToken { get; }

    /// <summary>How its tokenizer writes yes and no.</summary>
    public AnswerWords Answers { get; }

    /// <summary>What it learnt of the catalogue; null for a backbone that was not pretrained here.</summary>
    public BackboneReport? Report { get; }

    /// <summary>The backbone of a Hugging Face folder.</summary>
    /// <param name="folder">The folder, with config, weights and tokenizer.</param>
    /// <exception cref="FileNotFoundException">The folder, or a part of it, is not there.</exception>
    /// <exception cref="Llama.Checkpoints.CheckpointException">The folder's configuration is faulty.</exception>
    /// <exception cref="InvalidDataException">A file of the tokenizer is faulty.</exception>
    /// <exception cref="ArgumentException">The tokenizer has ids that the model has no rows for, or knows users and items already.</exception>
    /// <exception cref="NotSupportedException">The tokenizer begins texts with several tokens, or has no single token for an answer.</exception>
    public static BackboneFactory FromFolder(string folder) => Open(folder, ownsFolder: false);

    /// <summary>A backbone that is pretrained on a catalogue's sentences, or taken from the cache where it was before.</summary>
    /// <param name="recipe">All that decides the backbone.</param>
    /// <param name="cache">Where pretrained backbones are kept.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="checkpoints">Where an interrupted training goes on from; null for nowhere.</param>
    /// <param name="progress">Told after every step; may be null.</param>
    /// <param name="cancellation">Honoured between steps.</param>
    /// <inheritdoc cref="BackboneCache.GetOrTrain" path="/exception"/>
    public static BackboneFactory Pretrained(BackboneRecipe recipe, BackboneCache cache, Device device, Func<CheckpointStore?>? checkpoints, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        Open(cache.GetOrTrain(recipe, device, checkpoints, progress, cancellation), ownsFolder: false);

    /// <summary>A backbone for a run that keeps nothing: its folder lives as long as this.</summary>
    /// <param name="catalog">Titles and categories.</param>
    /// <param name="promptTexts">Texts whose words are to be single tokens.</param>
    /// <param name="scale">Sizes.</param>
    /// <param name="seed">Decides everything random.</param>
    /// <param name="checkpoints">Where an interrupted pretraining goes on from; null for nowhere.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellation">Honoured between steps.</param>
    public static BackboneFactory Create(ItemCatalog catalog, IEnumerable<string> promptTexts, LabScale scale, int seed, CheckpointStore? checkpoints, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        string root = Directory.CreateTempSubdirectory("bdlm-backbone-").FullName;
        try
        {
            BackboneRecipe recipe = BackboneRecipe.Create(catalog, [.. promptTexts], BackboneOptions.Of(scale), seed);
            string folder = new BackboneCache(root).GetOrTrain(recipe, CPU, () => checkpoints, progress, cancellation);
            return Open(folder, ownsFolder: true);
        }
        catch
        {
            Directory.Delete(root, recursive: true);
            throw;
        }
    }

    /// <summary>A fresh copy of the model on the CPU, as the folder holds it. The caller disposes.</summary>
    public LlamaForCausalLM Copy() => LlamaCheckpoint.Load(Folder, new LlamaLoadOptions());

    /// <inheritdoc/>
    public ICausalLanguageModel Copy(Device device, double dropout = 0, int seed = 0, bool mixedPrecision = false) =>
        LlamaCheckpoint.Load(Folder, new LlamaLoadOptions { Device = device, Dropout = dropout, Seed = seed, MixedPrecision = mixedPrecision });

    /// <inheritdoc/>
    public PromptOptions Fit(PromptOptions prompts) => prompts with
    {
        BeginToken = BeginToken,
        YesAnswer = Answers.Yes,
        NoAnswer = Answers.No,
        MaxLength = Math.Min(prompts.MaxLength, Math.Max(1, Config.MaxLength - TitleReserve)),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsFolder && Path.GetDirectoryName(Folder) is { } root && Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static BackboneFactory Open(string folder, bool ownsFolder)
    {
        LoadedTokenizer tokenizer = TokenizerFolder.Read(folder);
        return tokenizer.Entities is null
            ? new BackboneFactory(folder, tokenizer, ownsFolder)
            : throw new ArgumentException($"{tokenizer.Path} knows {tokenizer.Entities.UserCount} users and {tokenizer.Entities.ItemCount} items already; expected a tokenizer over words alone. Give the folder of the base model.", nameof(folder));
    }

    private static int? Begin(LoadedTokenizer tokenizer) => tokenizer.TokensBefore.Count <= 1
        ? tokenizer.TokensBefore.Cast<int?>().FirstOrDefault()
        : throw new NotSupportedException($"{tokenizer.Path} puts {tokenizer.TokensBefore.Count} tokens before every text; expected at most one. Take another backbone.");
}
