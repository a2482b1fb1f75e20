using Bdlm.Domain.Objectives;
using Bdlm.Factorization;

namespace Bdlm.Lab.Recommenders;

/// <summary>NeuMF with the NCF paper's settings, from fresh weights or from a trained GMF and a trained MLP.</summary>
internal sealed class NeuMfKind : IRecommenderKind
{
    public string Name => "neumf";

    public string Summary => "GMF and a tower side by side (NCF), cross-entropy";

    public ModelSettings Defaults { get; } = new() { Dim = 8, Hidden = [32, 16, 8], Loss = DomainLoss.CrossEntropy, Negatives = 4, Batch = 256 };

    public IReadOnlyList<string> SettingNames { get; } = ["dim", "hidden", "dropout", "init", .. PairTraining.SettingNames];

    public BuiltRecommender Build(RecommenderContext context) => PairTraining.Of(
        context.Parts is { } parts ? Join(parts, context.Settings) : NeuMf.Create(Options(context.Settings), context.Train.UserCount, context.Train.ItemCount, context.Seed, context.Device),
        context);

    private static NeuMf Join(PretrainedParts parts, ModelSettings settings)
    {
        NeuMfOptions options = Options(settings);
        if (parts.Gmf.EmbeddingDim != options.GmfDim || parts.Mlp.EmbeddingDim != options.MlpDim || !parts.Mlp.Options.HiddenWidths.SequenceEqual(options.HiddenWidths))
        {
            throw new ArgumentException($"the trained parts have rows of {parts.Gmf.EmbeddingDim} (gmf) and {parts.Mlp.EmbeddingDim} (mlp) and layers {string.Join(',', parts.Mlp.Options.HiddenWidths)}; expected {options.GmfDim}, {options.MlpDim} and {string.Join(',', options.HiddenWidths)}. Give --dim and --hidden as the parts have them.");
        }

        return NeuMf.FromPretrained(parts.Gmf, parts.Mlp);
    }

    // The tower halves from layer to layer: user and item row together are twice as wide as its first layer.
    private static NeuMfOptions Options(ModelSettings settings) => new()
    {
        GmfDim = settings.Dim,
        MlpDim = settings.Hidden[0],
        HiddenWidths = settings.Hidden,
        Dropout = settings.Dropout,
        Initialization = FirstValuesOf.Ncf(settings),
    };
}
