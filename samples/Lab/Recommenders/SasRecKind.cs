using Bdlm.Domain.Objectives;
using Bdlm.Sequential;

namespace Bdlm.Lab.Recommenders;

/// <summary>SASRec with ReChorus' settings, or with its authors' model and training.</summary>
internal sealed class SasRecKind : IRecommenderKind
{
    public string Name => "sasrec";

    public string Summary => "SASRec: causal self-attention over the user's items, BPR";

    public ModelSettings Defaults { get; } = new() { Layers = 1, Batch = 256, LearningRate = 1e-4, WeightDecay = 1e-6 };

    public IReadOnlyList<string> SettingNames { get; } = ["dim", "layers", "heads", "history", "dropout", "variant", "negatives", "loss", "examples", .. SequentialTraining.SettingNames];

    public BuiltRecommender Build(RecommenderContext context)
    {
        ModelSettings settings = context.Settings;
        var options = new SasRecOptions
        {
            Variant = settings.Variant,
            Dim = settings.Dim,
            Layers = settings.Layers,
            Heads = settings.Heads,
            MaxHistory = settings.History,
            Dropout = settings.Dropout,
        };
        return settings.Variant == SasRecVariant.ReChorus || settings.Examples == SequenceExampleKind.Sequences
            ? Trained(options, context)
            : OfAuthors(options, context);
    }

    private static BuiltRecommender Trained(SasRecOptions options, RecommenderContext context)
    {
        var model = SasRec.Create(options, context.Train.ItemCount, context.Seed, context.Device);
        return SequentialTraining.Of(model, context, SequentialTraining.Causal(model, context));
    }

    // The authors' loss takes one negative at each place of a sequence.
    private BuiltRecommender OfAuthors(SasRecOptions options, RecommenderContext context)
    {
        ModelSettings settings = context.Settings;
        if (settings.Negatives != Defaults.Negatives || settings.Loss != Defaults.Loss)
        {
            throw new ArgumentException($"--negatives is {settings.Negatives} and --loss {settings.Loss} with --variant original, which takes one negative a place and its own loss; expected them left out.");
        }

        var model = SasRec.Create(options, context.Train.ItemCount, context.Seed, context.Device);
        return SequentialTraining.Of(model, context, new SequenceObjective(model, context.Train, context.Negatives, new SequenceObjectiveOptions(), context.Device));
    }
}
