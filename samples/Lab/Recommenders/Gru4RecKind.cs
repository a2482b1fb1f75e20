using Bdlm.Sequential;

namespace Bdlm.Lab.Recommenders;

/// <summary>GRU4Rec with ReChorus' settings.</summary>
internal sealed class Gru4RecKind : IRecommenderKind
{
    public string Name => "gru4rec";

    public string Summary => "GRU4Rec: a recurrent state over the user's items, BPR";

    public ModelSettings Defaults { get; } = new() { Batch = 256, LearningRate = 1e-3, WeightDecay = 1e-4 };

    public IReadOnlyList<string> SettingNames { get; } = ["dim", "state", "history", "negatives", "loss", "examples", .. SequentialTraining.SettingNames];

    public BuiltRecommender Build(RecommenderContext context)
    {
        ModelSettings settings = context.Settings;
        var options = new Gru4RecOptions { Dim = settings.Dim, HiddenDim = settings.StateDim, MaxHistory = settings.History };
        var model = Gru4Rec.Create(options, context.Train.ItemCount, context.Seed, context.Device);
        return SequentialTraining.Of(model, context, SequentialTraining.Causal(model, context));
    }
}
