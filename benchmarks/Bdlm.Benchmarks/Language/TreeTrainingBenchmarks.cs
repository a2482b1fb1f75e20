using Bdlm.Benchmarks.Running;
using Bdlm.Joint;
using Bdlm.Language;
using Bdlm.Loops;
using Bdlm.Prompts;
using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace Bdlm.Benchmarks.Language;

/// <summary>A turn of the language side in joint training, with prompts each by itself and as trees.</summary>
[Page(
    "One step of the language side in joint training",
    "125 samples, four negatives a positive: the loss of both tasks, backward, the optimiser's step, and h for the recommender. By itself each prompt is padded to the longest, the tasks have a forward each, and h has one in evaluation mode; as trees, a positive, its negatives and its top-K prompt share their beginning, and one forward gives all three. A Llama of 2 layers of width 64; prompts hold a user's token and ten items' tokens.",
    Headline = nameof(Trees))]
public class TreeTrainingBenchmarks : IDisposable
{
    private readonly PromptEncoder _encoder = TreeWorkload.Encoder();
    private readonly AlignedSampleSource _source = TreeWorkload.Source();
    private AlignedSample[] _batch = [];
    private MixedLanguageModel? _flat;
    private MixedLanguageModel? _trees;
    private LanguageOptimizer? _flatOptimizer;
    private LanguageOptimizer? _treesOptimizer;

    [GlobalSetup]
    public void Setup()
    {
        _batch = _source.Epoch(0)[.._source.BatchLength(128)];
        (_flat, _trees) = (TreeWorkload.Model(hidesTrees: true), TreeWorkload.Model(hidesTrees: false));
        (_flatOptimizer, _treesOptimizer) = (new LanguageOptimizer(_flat, new LanguageOptimizerOptions()), new LanguageOptimizer(_trees, new LanguageOptimizerOptions()));
        SameResult.Require(Flat(), Trees(), tolerance: 1e-3);
    }

    [Benchmark(Baseline = true, Description = "each prompt by itself")]
    public double Flat()
    {
        using var scope = NewDisposeScope();
        LanguageExample[] interactions = [.. _batch.Select(Interaction)];
        LanguageExample[] topK = [.. _batch.Where(sample => sample.Label).Select(TopK)];
        Features(interactions);
        _flat!.train();
        return Learn((0.5 * Loss(interactions)) + (0.5 * Loss(topK)), [.. interactions, .. topK]);
    }

    [Benchmark(Description = "as trees")]
    public double Trees()
    {
        using var scope = NewDisposeScope();
        var side = new LanguageSide(_trees!, _encoder, _source.HistoryOf, _treesOptimizer!, new LanguageSideOptions(), CPU);
        Tensor loss = side.Forward(_batch).TaskLoss;
        loss.backward();
        side.Step(new StepPlace(0, 0, 0, 1000));
        return loss.item<float>();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _flatOptimizer?.Dispose();
        _treesOptimizer?.Dispose();
        _flat?.Dispose();
        _trees?.Dispose();
        GC.SuppressFinalize(this);
    }

    private LanguageExample Interaction(AlignedSample sample) =>
        new(_encoder.Encode(new InteractionPrompt(sample.User, _source.HistoryOf(sample), sample.Item)), [sample.Label ? _encoder.YesToken : _encoder.NoToken]);

    private LanguageExample TopK(AlignedSample sample) =>
        new(_encoder.Encode(new TopKPrompt(sample.User, _source.HistoryOf(sample))), [_flat!.Vocabulary.ItemToken(sample.Item)]);

    private void Features(LanguageExample[] interactions)
    {
        using IDisposable noGradient = no_grad();
        _flat!.eval();
        using PromptBatch batch = PromptBatch.Create([.. interactions.Select(example => example.Prompt)], 0, CPU);
        MixedLanguageModel.Pool(_flat.Encode(batch), batch, FeaturePooling.LastToken);
    }

    private Tensor Loss(LanguageExample[] examples)
    {
        using AnswerBatch batch = AnswerBatch.Create(examples, 0, CPU);
        return AnswerLoss.Compute(_flat!, _flat!.Encode(batch.Sequence), batch);
    }

    private double Learn(Tensor loss, LanguageExample[] examples)
    {
        loss.backward();
        TouchedEntities touched = TouchedEntities.In(_flat!.Vocabulary, examples.Select(example => example.ToInputs()), [], []);
        _flatOptimizer!.Step(new StepPlace(0, 0, 0, 1000), touched);
        return loss.item<float>();
    }
}
