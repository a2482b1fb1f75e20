using Bdlm.Lab.Experiments;
using Bdlm.Lab.Recommenders;
using Bdlm.Lab.Runs;

namespace Bdlm.Lab.Reproduction.Preferences;

/// <summary>A recommender that is trained on likes and dislikes, and what is tried to tune it.</summary>
/// <param name="Name">The name in tables.</param>
/// <param name="Kind">Which one.</param>
/// <param name="KindName">The name of its <see cref="IRecommenderKind"/>, whose settings it has.</param>
/// <param name="PublishedAuc">CoLLM's figure on its test part.</param>
/// <param name="PublishedUserAuc">The same, averaged over users.</param>
internal sealed record PreferenceRow(string Name, DomainKind Kind, string KindName, double PublishedAuc, double PublishedUserAuc)
{
    private const int Epochs = 100;
    private const int Patience = 10;

    /// <summary>The rows, tuned alike.</summary>
    public static IReadOnlyList<PreferenceRow> All { get; } =
    [
        new("MF", DomainKind.MatrixFactorization, "mf", 0.6482, 0.6361),
        new("LightGCN", DomainKind.LightGcn, "lightgcn", 0.5959, 0.6499),
    ];

    /// <summary>What is tried for every row alike.</summary>
    public static IReadOnlyList<string> Grid { get; } = ["lr=1e-3,5e-3", "weight-decay=1e-6,1e-5,1e-4,1e-3"];

    /// <summary>The trials.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Trials => TuneGrid.Parse(Grid, RecommenderKinds.Find(KindName)).Points;

    /// <summary>The settings of a trial.</summary>
    public ModelSettings Settings(IReadOnlyDictionary<string, string> point)
    {
        IRecommenderKind kind = RecommenderKinds.Find(KindName);
        ModelSettings settings = ModelSettingTable.Change(kind, point);
        return settings with { Dim = 64, Layers = 2, Batch = 1024 };
    }

    /// <summary>How a trial is trained.</summary>
    public TrainingPlan Plan(ModelSettings settings, int seed) => new(Name, settings, Epochs, Patience, RestoreBest: true, seed);
}
