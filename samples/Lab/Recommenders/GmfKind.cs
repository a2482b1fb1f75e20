using Bdlm.Domain.Objectives;
using Bdlm.Factorization;

namespace Bdlm.Lab.Recommenders;

/// <summary>Generalised matrix factorisation with the NCF paper's settings.</summary>
internal sealed class GmfKind : IRecommenderKind
{
    public string Name => "gmf";

    public string Summary => "generalised matrix factorisation (NCF), cross-entropy";

    public ModelSettings Defaults { get; } = new() { Dim = 8, Loss = DomainLoss.CrossEntropy, Negatives = 4, Batch = 256 };

    public IReadOnlyList<string> SettingNames { get; } = ["dim", .. PairTraining.SettingNames];

    public BuiltRecommender Build(RecommenderContext context) => PairTraining.Of(
        Gmf.Create(new GmfOptions { Dim = context.Settings.Dim }, context.Train.UserCount, context.Train.ItemCount, context.Seed, context.Device),
        context);
}
