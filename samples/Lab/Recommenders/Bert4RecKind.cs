using Bdlm.Domain.Objectives;
using Bdlm.Sequential;

namespace Bdlm.Lab.Recommenders;

/// <summary>BERT4Rec with its authors' settings for MovieLens-1M but for the length.</summary>
internal sealed class Bert4RecKind : IRecommenderKind
{
    private const int InnerFactor = 4;

    public string Name => "bert4rec";

    public string Summary => "BERT4Rec: self-attention in both directions, masked items";

    public ModelSettings Defaults { get; } = new() { Layers = 2, Heads = 2, Dropout = 0.2, Batch = 256, LearningRate = 1e-4, WeightDecay = 0.01, DecoupledDecay = true };

    public IReadOnlyList<string> SettingNames { get; } = ["dim", "layers", "heads", "history", "dropout", "softmax", "negatives", .. SequentialTraining.SettingNames];

    public BuiltRecommender Build(RecommenderContext context)
    {
        ModelSettings settings = context.Settings;
        var options = new Bert4RecOptions
        {
            Dim = settings.Dim,
            Layers = settings.Layers,
            Heads = settings.Heads,
            InnerDim = InnerFactor * settings.Dim,
            MaxHistory = settings.History,
            Dropout = settings.Dropout,
        };
        var model = Bert4Rec.Create(options, context.Train.ItemCount, context.Seed, context.Device);
        return SequentialTraining.Of(model, context, new ClozeObjective(model, context.Train, context.Negatives, Masking(settings), context.Device));
    }

    private ClozeObjectiveOptions Masking(ModelSettings settings)
    {
        if (settings.Softmax == SoftmaxKind.Sampled)
        {
            return new ClozeObjectiveOptions { NegativesPerMask = settings.Negatives };
        }

        return settings.Negatives == Defaults.Negatives
            ? new ClozeObjectiveOptions()
            : throw new ArgumentException($"--negatives is {settings.Negatives} with --softmax full, which takes all items; expected --softmax sampled beside it.");
    }
}
