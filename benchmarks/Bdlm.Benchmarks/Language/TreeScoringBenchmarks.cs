using Bdlm.Benchmarks.Running;
using Bdlm.Evaluation;
using Bdlm.Language;
using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace Bdlm.Benchmarks.Language;

/// <summary>Candidates scored by an interaction prompt each, flat and as one tree a question.</summary>
[Page(
    "Twenty candidates a question, by Yes and No",
    "`LanguageScorer` asks an interaction prompt for each of 20 candidates of 100 users: each prompt by itself, and all prompts of a question as one tree. A Llama of 2 layers of width 64; prompts hold a user's token and ten items' tokens.",
    Headline = nameof(Trees))]
public class TreeScoringBenchmarks : IDisposable
{
    private readonly RankingQuestion[] _questions;
    private MixedLanguageModel? _flat;
    private MixedLanguageModel? _trees;

    public TreeScoringBenchmarks()
        : this(users: 100)
    {
    }

    internal TreeScoringBenchmarks(int users) => _questions = TreeWorkload.Questions(users);

    [GlobalSetup]
    public void Setup()
    {
        (_flat, _trees) = (TreeWorkload.Model(hidesTrees: true), TreeWorkload.Model(hidesTrees: false));
        SameResult.Require(Flat(), Trees(), tolerance: 1e-2);
    }

    [Benchmark(Baseline = true, Description = "each prompt by itself")]
    public double Flat() => Score(_flat!);

    [Benchmark(Description = "a tree a question")]
    public double Trees() => Score(_trees!);

    [GlobalCleanup]
    public void Dispose()
    {
        _flat?.Dispose();
        _trees?.Dispose();
        GC.SuppressFinalize(this);
    }

    private double Score(MixedLanguageModel model) => new LanguageScorer(model, TreeWorkload.Encoder(), RankBy.YesNo, CPU)
        .ScoreCandidates(_questions)
        .Sum(row => row.Select((score, place) => (double)score * place).Sum());
}
