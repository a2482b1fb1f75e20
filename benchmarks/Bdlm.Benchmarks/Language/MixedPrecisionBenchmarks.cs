using Bdlm.Benchmarks.Running;
using Bdlm.Joint;
using Bdlm.Language;
using Bdlm.Loops;
using Bdlm.Prompts;
using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace Bdlm.Benchmarks.Language;

/// <summary>A turn of the language side with linear maps in float32 and in bfloat16.</summary>
[Page(
    "One step of the language side, by the type of products",
    "640 samples as trees, four negatives a positive: the loss of both tasks, backward and the optimiser's step. A Llama of 2 layers; parameters, attention, norms, residual stream and logits are float32 in both.",
    Headline = nameof(BFloat16))]
public class MixedPrecisionBenchmarks : IDisposable
{
    private const int Samples = 640;

    private readonly PromptEncoder _encoder = TreeWorkload.Encoder();
    private readonly AlignedSampleSource _source = TreeWorkload.Source();
    private AlignedSample[] _batch = [];
    private MixedLanguageModel? _full;
    private MixedLanguageModel? _mixed;
    private LanguageOptimizer? _fullOptimizer;
    private LanguageOptimizer? _mixedOptimizer;

    /// <summary>The width of hidden states.</summary>
    [Params(64, 96, 256)]
    public int Width { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _batch = _source.Epoch(0)[.._source.BatchLength(Samples)];
        (_full, _mixed) = (TreeWorkload.Model(hidesTrees: false, Width), TreeWorkload.Model(hidesTrees: false, Width, mixedPrecision: true));
        (_fullOptimizer, _mixedOptimizer) = (new LanguageOptimizer(_full, new LanguageOptimizerOptions()), new LanguageOptimizer(_mixed, new LanguageOptimizerOptions()));
        // Eight bits a factor.
        SameResult.Require(Float32(), BFloat16(), tolerance: 2e-2);
    }

    [Benchmark(Baseline = true, Description = "float32")]
    public double Float32() => Step(_full!, _fullOptimizer!);

    [Benchmark(Description = "bfloat16 maps")]
    public double BFloat16() => Step(_mixed!, _mixedOptimizer!);

    [GlobalCleanup]
    public void Dispose()
    {
        _fullOptimizer?.Dispose();
        _mixedOptimizer?.Dispose();
        _full?.Dispose();
        _mixed?.Dispose();
        GC.SuppressFinalize(this);
    }

    private double Step(MixedLanguageModel model, LanguageOptimizer optimizer)
    {
        using var scope = NewDisposeScope();
        var side = new LanguageSide(model, _encoder, _source.HistoryOf, optimizer, new LanguageSideOptions(), CPU);
        Tensor loss = side.Forward(_batch).TaskLoss;
        loss.backward();
        side.Step(new StepPlace(0, 0, 0, 1000));
        return loss.item<float>();
    }
}
