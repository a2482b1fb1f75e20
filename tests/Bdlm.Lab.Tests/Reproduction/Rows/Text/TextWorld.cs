using Bdlm.Data;
using Bdlm.Graphs;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reporting;
using Bdlm.Lab.Reproduction.Running;
using Bdlm.Lab.World;
using Bdlm.Loops;
using Bdlm.Metrics;
using Bdlm.Sampling;
using static TorchSharp.torch;

namespace Bdlm.Lab.Reproduction.Rows.Text;

/// <summary>A few users of a small generated world, on which a language row trains in about a second.</summary>
internal static class TextWorld
{
    private static readonly Lazy<ExperimentData> World = new(Build);

    public static LabScale Scale { get; } = new()
    {
        Dim = 16,
        Backbone = new() { Layers = 1, Heads = 2, VocabularySize = 500, Epochs = 2 },
        MaxHistory = 2,
        MatrixFactorization = new() { Epochs = 3, Batch = 64 },
        Epochs = 2,
        Batch = 32,
        PositionsPerUser = 2,
        ValidationUsers = 6,
        TestUsers = 8,
    };

    public static ExperimentData Data => World.Value;

    public static RowSetting Setting(IBackboneSource? backbone = null, ExperimentData? data = null) => new(data ?? Data, Scale, backbone ?? new CatalogueBackbone());

    /// <summary>Runs a row in a folder and gives its context back.</summary>
    public static RowContext Run(IRowRecipe recipe, string folder, RowSetting? setting = null, int seed = 1)
    {
        RowContext context = Context(folder, setting, seed);
        recipe.Run(context);
        return context;
    }

    public static RowContext Context(string folder, RowSetting? setting = null, int seed = 1)
    {
        setting ??= Setting();
        return new RowContext(setting, seed, CPU, new RowJudge(setting.Data), new StageFolders(folder, "cell", setting.Data), new Silent(), CancellationToken.None);
    }

    private static ExperimentData Build()
    {
        GeneratedWorld world = GeneratedWorld.Create(new WorldOptions { Users = 24, Items = 40, ShortestHistory = 5, LongestHistory = 7, Groups = 2 }, seed: 3);
        InteractionLog log = IdShuffle.Apply(world.Log, 1);
        ItemCatalog catalog = world.Catalog.AlignTo(log.ItemMap);
        DataSplit split = LeaveOneOutSplit.Apply(log);
        var sampler = MixedNegativeSampler.Create(split.Train, catalog);
        return new ExperimentData
        {
            Name = "tiny films",
            Scale = Scale,
            Log = log,
            Catalog = catalog,
            Split = split,
            Graph = InteractionGraph.FromTrain(split.Train),
            Positives = UserPositives.OfTraining(split.Train),
            Sampler = sampler,
            QuestionSeed = 1,
            ValidationCandidates = CandidateSetBuilder.Build(split, HeldOutStage.Validation, sampler, seed: 1),
            TestCandidates = CandidateSetBuilder.Build(split, HeldOutStage.Test, sampler, seed: 1),
            ValidationPairs = InteractionPairSetBuilder.Build(split, HeldOutStage.Validation, sampler, seed: 1),
            TestPairs = InteractionPairSetBuilder.Build(split, HeldOutStage.Test, sampler, seed: 1),
            Audit = new LeakageReport(),
        };
    }

    private sealed class Silent : IStageProgress
    {
        public void Report(TrainingProgress value)
        {
        }

        public IDisposable Begin(string stage) => new MemoryStream();
    }
}
