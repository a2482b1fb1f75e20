using Bdlm.Language;
using Bdlm.Llama.Checkpoints.Configs;
using Bdlm.Llama.Checkpoints.Shards;
using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Llama.Checkpoints.Extended;

/// <summary>
/// A language model over words, users and items as a Hugging Face folder: the rows of users, items and reserved tokens stand
/// behind those of the words, so that any engine can serve or tune it as a plain model of a larger vocabulary, and a small
/// <c>bdlm.json</c> says which token is who.
/// </summary>
/// <remarks>
/// A plain model ties all output rows to its input rows or none. Where only the words' are tied, or only the new tokens', all are
/// saved apart (<c>"tie_word_embeddings": false</c>); on loading here they are tied again if they are still equal.
/// </remarks>
public static class ExtendedCheckpoint
{
    private const string Words = "model.embed_tokens.weight";
    private const string OutputWords = "lm_head.weight";

    /// <summary>Saves a model with its tokenizer. The folder appears under its name only when it is complete.</summary>
    /// <param name="model">A model over a <see cref="LlamaForCausalLM"/>. Adapters must have been merged.</param>
    /// <param name="folder">The folder; must be absent or empty unless <see cref="LlamaSaveOptions.Overwrite"/> says otherwise.</param>
    /// <param name="options">Of these, <see cref="LlamaSaveOptions.TokenizerFolder"/> names the base model's tokenizer, which is written with the added tokens. Null for the defaults, without a tokenizer.</param>
    /// <param name="progress">Told of each tensor; may be null.</param>
    /// <param name="cancellation">Looked at between weight files; nothing is left behind.</param>
    /// <exception cref="ArgumentException">The base model is no Llama, the options have faults, or the tokenizer does not fit the vocabulary.</exception>
    /// <exception cref="InvalidOperationException">The model has adapters that are not merged.</exception>
    /// <exception cref="NotSupportedException">No published architecture has the model's biases.</exception>
    /// <exception cref="IOException">The folder is not empty, or cannot be written.</exception>
    public static void Save(MixedLanguageModel model, string folder, LlamaSaveOptions? options = null, IProgress<CheckpointProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new LlamaSaveOptions();
        options.Validate();
        LlamaForCausalLM words = model.Base as LlamaForCausalLM
            ?? throw new ArgumentException($"model is over a {model.Base.GetType().Name}; expected one over a LlamaForCausalLM, whose tensor names are published. Save another port by its own means.", nameof(model));
        ConfigWriter.Check(words.Config);
        ExtendedLayout layout = ExtendedLayout.Of(model, words);
        LlamaConfig config = words.Config with { VocabularySize = model.Vocabulary.Size, TieWordEmbeddings = layout.AllTied };
        using var scope = NewDisposeScope();
        IReadOnlyList<SavedTensor> tensors = Tensors(model, words, config);
        AtomicFolder.Write(folder, options.Overwrite, target =>
        {
            HuggingFaceWriter.Write(target, config, tensors, options, progress, cancellation);
            AtomicFile.Write(Path.Combine(target, ExtendedLayoutFile.FileName), stream => ExtendedLayoutFile.Write(stream, layout));
            TokenizerFiles.Extend(options.TokenizerFolder, target, model.Vocabulary);
        });
    }

    /// <summary>Loads what <see cref="Save"/> wrote, also after another engine tuned it, as a model over words, users and items in evaluation mode.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">Dtype, device and longest sequence; null for the defaults.</param>
    /// <param name="progress">Told of each tensor of the base; may be null.</param>
    /// <param name="cancellation">Looked at between tensors.</param>
    /// <returns>The model, which owns its base; the caller disposes of it.</returns>
    /// <exception cref="ArgumentException">The options have faults.</exception>
    /// <exception cref="CheckpointException">The folder is no extended checkpoint, or its parts do not fit; all faults are named.</exception>
    /// <exception cref="SafeTensorsException">A weight file is faulty.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static MixedLanguageModel Load(string folder, LlamaLoadOptions? options = null, IProgress<CheckpointProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new LlamaLoadOptions();
        options.Validate();
        string layoutPath = Path.Combine(folder, ExtendedLayoutFile.FileName);
        if (!File.Exists(layoutPath))
        {
            throw CheckpointException.Of(folder, $"It holds no {ExtendedLayoutFile.FileName}. Give a folder that ExtendedCheckpoint.Save wrote, or load a plain model with LlamaCheckpoint.Load.");
        }

        ExtendedLayout layout = ExtendedLayoutFile.Read(layoutPath);
        LlamaConfig config = HuggingFaceReader.ReadConfig(folder, options);
        if (config.VocabularySize != layout.Vocabulary.Size)
        {
            throw CheckpointException.Of(layoutPath, $"It counts {layout.Vocabulary.Size} tokens, but config.json {config.VocabularySize}. Were the embeddings resized? Then the token ids mean nothing here.");
        }

        using ShardSet shards = ShardSet.Open(folder);
        TensorCheck.Run(folder, config, fused: false, shards);
        return Build(config, StillTied(layout, config, shards), options, shards, progress, cancellation);
    }

    private static MixedLanguageModel Build(LlamaConfig config, ExtendedLayout layout, LlamaLoadOptions options, ShardSet shards, IProgress<CheckpointProgress>? progress, CancellationToken cancellation)
    {
        LlamaConfig baseConfig = config with { VocabularySize = layout.Vocabulary.BaseVocabularySize, TieWordEmbeddings = layout.WordsTied };
        LlamaForCausalLM words = LlamaForCausalLM.CreateUnfilled(baseConfig, options);
        try
        {
            HuggingFaceReader.Fill(words, [.. TensorSources.Of(baseConfig).Select(source => InFile(source, config))], shards, progress, cancellation);
            MixedLanguageModel model = MixedLanguageModel.Create(words, layout.Vocabulary, new MixedLanguageModelOptions { OutputRows = layout.OutputRows }, seed: 0);
            FillEntities(model, layout, config, shards);
            model.eval();
            return model;
        }
        catch
        {
            words.Dispose();
            throw;
        }
    }

    private static List<SavedTensor> Tensors(MixedLanguageModel model, LlamaForCausalLM words, LlamaConfig config)
    {
        Dictionary<string, SavedTensor> own = HuggingFaceWriter.Tensors(words).ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        own[Words] = new SavedTensor(Words, [words.WordEmbeddings, .. ExtendedRows.Input(model).Select(run => run.Rows)]);
        own[OutputWords] = new SavedTensor(OutputWords, [words.OutputRows, .. ExtendedRows.Output(model).Select(run => run.Rows)]);
        return [.. TensorSources.Of(config).Select(source => own[source.Parameter])];
    }

    /// <summary>Ties that the file states hold only while the rows are equal: another engine may have tuned them apart.</summary>
    private static ExtendedLayout StillTied(ExtendedLayout layout, LlamaConfig config, ShardSet shards)
    {
        if (config.TieWordEmbeddings)
        {
            return layout with { WordsTied = true, OutputRows = OutputRowsInit.Tied };
        }

        int words = layout.Vocabulary.BaseVocabularySize;
        bool entitiesTied = layout.OutputRows == OutputRowsInit.Tied && shards.AreEqual(Words, OutputWords, words, layout.Vocabulary.Size - words);
        return layout with
        {
            WordsTied = layout.WordsTied && shards.AreEqual(Words, OutputWords, 0, words),
            OutputRows = layout.OutputRows == OutputRowsInit.Tied && !entitiesTied ? OutputRowsInit.FromInputRows : layout.OutputRows,
        };
    }

    /// <summary>Words are the first rows of the file's larger tables.</summary>
    private static TensorSource InFile(TensorSource source, LlamaConfig config) =>
        source.Parameter is Words or OutputWords ? source with { Rows = config.VocabularySize } : source;

    private static void FillEntities(MixedLanguageModel model, ExtendedLayout layout, LlamaConfig config, ShardSet shards)
    {
        // Releases the views.
        using var scope = NewDisposeScope();
        FillRows(Words, ExtendedRows.Input(model), config, shards);
        if (layout.OutputRows != OutputRowsInit.Tied)
        {
            FillRows(OutputName(config), ExtendedRows.Output(model), config, shards);
        }
    }

    private static void FillRows(string tensor, IReadOnlyList<(int FirstToken, Tensor Rows)> runs, LlamaConfig config, ShardSet shards)
    {
        foreach ((int firstToken, Tensor rows) in runs)
        {
            shards.Fill(rows, new TensorSource(tensor, rows.shape, tensor, config.VocabularySize, firstToken));
        }
    }

    private static string OutputName(LlamaConfig config) => config.TieWordEmbeddings ? Words : OutputWords;
}
