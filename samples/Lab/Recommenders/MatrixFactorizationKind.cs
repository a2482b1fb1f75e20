using Bdlm.Factorization;

namespace Bdlm.Lab.Recommenders;

/// <summary>Matrix factorisation with BPR.</summary>
internal sealed class MatrixFactorizationKind : IRecommenderKind
{
    public string Name => "mf";

    public string Summary => "matrix factorisation, BPR";

    public ModelSettings Defaults { get; } = new() { Decay = 1e-4 };

    public IReadOnlyList<string> SettingNames { get; } = ["dim", "init", .. PairTraining.SettingNames];

    public BuiltRecommender Build(RecommenderContext context)
    {
        var options = new MatrixFactorizationOptions { Dim = context.Settings.Dim, InitialStd = FirstValuesOf.MatrixFactorization(context.Settings) };
        var model = MatrixFactorization.Create(options, context.Train.UserCount, context.Train.ItemCount, context.Seed, context.Device);
        return PairTraining.Of(model, context, () => PairTraining.DotProducts(model));
    }
}
