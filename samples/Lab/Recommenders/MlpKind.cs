using Bdlm.Domain.Objectives;
using Bdlm.Factorization;

namespace Bdlm.Lab.Recommenders;

/// <summary>NCF's tower alone, with its paper's settings.</summary>
internal sealed class MlpKind : IRecommenderKind
{
    public string Name => "mlp";

    public string Summary => "a tower of layers over both rows (NCF), cross-entropy";

    public ModelSettings Defaults { get; } = new() { Dim = 32, Hidden = [32, 16, 8], Loss = DomainLoss.CrossEntropy, Negatives = 4, Batch = 256 };

    public IReadOnlyList<string> SettingNames { get; } = ["dim", "hidden", "dropout", "init", .. PairTraining.SettingNames];

    public BuiltRecommender Build(RecommenderContext context) => PairTraining.Of(
        Mlp.Create(Options(context.Settings), context.Train.UserCount, context.Train.ItemCount, context.Seed, context.Device),
        context);

    private static MlpOptions Options(ModelSettings settings) => new()
    {
        Dim = settings.Dim,
        HiddenWidths = settings.Hidden,
        Dropout = settings.Dropout,
        Initialization = FirstValuesOf.Ncf(settings),
    };
}
