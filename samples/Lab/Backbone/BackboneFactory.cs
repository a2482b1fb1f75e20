using Bdlm.Checkpoints;
using Bdlm.Data;
using Bdlm.Lab.Experiments;
using Bdlm.Language;
using Bdlm.Language.FineTuning;
using Bdlm.Llama;
using Bdlm.Loops;
using Bdlm.Tokens;
using Microsoft.ML.Tokenizers;
using static TorchSharp.torch;

namespace Bdlm.Lab.Backbone;

/// <summary>Makes a small Llama on the spot, which knows the catalogue's text and nothing of behaviour, and hands out copies.</summary>
internal sealed class BackboneFactory : ILanguageBackbone
{
    private readonly LlamaConfig _config;
    private readonly LlamaForCausalLM _pretrained;
    private readonly int _seed;

    private BackboneFactory(BpeTokenizer tokenizer, LlamaConfig config, LlamaForCausalLM pretrained, TrainingHistory history, int seed)
    {
        Tokenizer = tokenizer;
        _config = config;
        _pretrained = pretrained;
        History = history;
        _seed = seed;
    }

    /// <summary>Byte-pair tokenizer learnt from the catalogue and the prompts.</summary>
    public BpeTokenizer Tokenizer { get; }

    /// <summary>The number of words |V|.</summary>
    public int VocabularySize => _config.VocabularySize;

    /// <inheritdoc/>
    public int HiddenSize => _config.HiddenSize;

    /// <inheritdoc/>
    public int? BeginToken => BytePairTrainer.BeginToken;

    /// <inheritdoc/>
    Tokenizer ILanguageBackbone.Tokenizer => Tokenizer;

    /// <summary>How the pretraining went.</summary>
    public TrainingHistory History { get; }

    /// <summary>Learns a tokenizer and pretrains a Llama on the catalogue's sentences.</summary>
    public static BackboneFactory Create(ItemCatalog catalog, IEnumerable<string> promptTexts, LabScale scale, int seed, CheckpointStore? checkpoints, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        IReadOnlyList<string> sentences = CatalogueText.Sentences(catalog);
        // The prompts' own words count as often as there are items, so that each becomes one token.
        IEnumerable<string> frequent = promptTexts.SelectMany(text => Enumerable.Repeat(text, catalog.Count));
        BpeTokenizer tokenizer = BytePairTrainer.Train(sentences.Concat(frequent), scale.VocabularySize);
        LlamaConfig config = Config(scale, tokenizer.Vocabulary.Count);
        var llama = LlamaForCausalLM.Create(config, seed, CPU);
        TrainingHistory history = Pretrain(llama, tokenizer, sentences, scale, seed, checkpoints, progress, cancellation);
        return new BackboneFactory(tokenizer, config, llama, history, seed);
    }

    /// <summary>A fresh copy of the pretrained model. The caller disposes.</summary>
    public LlamaForCausalLM Copy() => Llama(CPU);

    /// <inheritdoc/>
    public ICausalLanguageModel Copy(Device device) => Llama(device);

    /// <inheritdoc/>
    public void Dispose() => _pretrained.Dispose();

    private LlamaForCausalLM Llama(Device device)
    {
        var copy = LlamaForCausalLM.Create(_config, _seed, device);
        using var scope = NewDisposeScope();
        copy.load_state_dict(_pretrained.state_dict());
        return copy;
    }

    private static LlamaConfig Config(LabScale scale, int vocabularySize) => new()
    {
        HiddenSize = scale.Dim,
        IntermediateSize = scale.Dim * 8 / 3,
        LayerCount = scale.Layers,
        HeadCount = scale.Heads,
        KeyValueHeadCount = scale.Heads,
        VocabularySize = vocabularySize,
        MaxLength = scale.MaxLength,
        TieWordEmbeddings = true,
        InitialStd = scale.InitialStd,
        Dropout = scale.Dropout,
    };

    private static TrainingHistory Pretrain(LlamaForCausalLM llama, BpeTokenizer tokenizer, IReadOnlyList<string> sentences, LabScale scale, int seed, CheckpointStore? checkpoints, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        var words = new EntityVocabulary(llama.VocabularySize, userCount: 0, itemCount: 0);
        MixedLanguageModel model = MixedLanguageModel.Create(llama, words, null, seed);
        var texts = sentences.Select(sentence => (IReadOnlyList<int>)[BytePairTrainer.BeginToken, .. tokenizer.EncodeToIds(sentence)]).ToList();
        var batches = new ExampleBatches(model, TextExamples.Of(texts), new ExampleBatchOptions { BatchSize = 64, TokensPerForward = null }, seed, CPU);
        using var optimizer = new LanguageOptimizer(model, new LanguageOptimizerOptions { LearningRate = 3e-3, WarmUp = 0.05 });
        var loop = new TrainingLoopOptions { Stage = "Llama on the catalogue's text", Epochs = scale.BackboneEpochs };
        using var trainer = new SftTrainer(model, batches, optimizer, loop, seed, checkpoints);
        return trainer.Train(null, progress, cancellation);
    }
}
