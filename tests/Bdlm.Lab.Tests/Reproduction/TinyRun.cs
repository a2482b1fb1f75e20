using Bdlm.Data;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Experiments.DataSets;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Rows;
using Bdlm.Lab.Reproduction.Running;
using Bdlm.Lab.World;

namespace Bdlm.Lab.Reproduction;

/// <summary>A reproduction over a few dozen users that takes seconds.</summary>
internal static class TinyRun
{
    private static readonly Lazy<ExperimentData> World = new(Build);

    /// <summary>Sizes at which every row trains in a fraction of a second.</summary>
    public static LabScale Scale { get; } = new()
    {
        Dim = 16,
        Backbone = new() { Layers = 1, Heads = 2, VocabularySize = 280, Epochs = 1 },
        MaxLength = 384,
        MaxHistory = 2,
        LightGcn = new() { Epochs = 2, Batch = 128 },
        Ncf = new() { Epochs = 2, Batch = 128, Loss = Domain.Objectives.DomainLoss.CrossEntropy, Regularization = 0 },
        Gmf = new() { Epochs = 2, Batch = 128, Loss = Domain.Objectives.DomainLoss.CrossEntropy, Regularization = 0 },
        MatrixFactorization = new() { Epochs = 2, Batch = 128 },
        Epochs = 1,
        Batch = 32,
        PositionsPerUser = 1,
        NegativesPerPositive = 1,
        ValidationUsers = 4,
        TestUsers = 6,
        MutualWeight = 0.1,
        Titles = false,
    };

    /// <summary>What all rows share.</summary>
    public static RowSetting Setting(LabScale? scale = null) => new(World.Value with { Scale = scale ?? Scale }, scale ?? Scale, new CatalogueBackbone());

    /// <summary>A request for a folder.</summary>
    public static ReproduceRequest Request(string folder) => new() { Experiment = "tiny", Dataset = "tiny", OutFolder = folder };

    /// <summary>Plans some rows in the request's folder.</summary>
    public static ReproduceRun Open(ReproduceRequest request, IReadOnlyList<IRowRecipe> rows, LabScale? scale = null) =>
        ReproduceRun.Open(request, Setting(scale), rows);

    /// <summary>Plans and runs some rows, and gives the plan back.</summary>
    public static PlanFile Run(ReproduceRequest request, IReadOnlyList<IRowRecipe> rows, LabScale? scale = null)
    {
        using ReproduceRun run = Open(request, rows, scale);
        run.Run(new PlainPlanDisplay(TextWriter.Null), CancellationToken.None);
        return run.Plan;
    }

    private static ExperimentData Build()
    {
        GeneratedWorld world = GeneratedWorld.Create(new WorldOptions { Users = 40, Items = 60, ShortestHistory = 5, LongestHistory = 8, Groups = 2 }, seed: 3);
        InteractionLog log = IdShuffle.Apply(world.Log, 1);
        var set = new ExperimentDataSet
        {
            Name = "tiny films",
            Log = log,
            Catalog = world.Catalog.AlignTo(log.ItemMap),
            Text = ItemText.Titles,
            Filter = CoreFilter.None,
            Before = DataStatistics.Of(world.Log),
        };
        return ExperimentDataBuilder.Build(set, Scale, CandidateMix.Paper, questionSeed: 1);
    }
}
