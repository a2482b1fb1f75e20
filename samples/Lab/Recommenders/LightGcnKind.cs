using System.Diagnostics;
using Bdlm.Domain.Objectives;
using Bdlm.Graph;
using Bdlm.Graphs;

namespace Bdlm.Lab.Recommenders;

/// <summary>LightGCN with its paper's settings and its code's order of pairs.</summary>
internal sealed class LightGcnKind : IRecommenderKind
{
    public string Name => "lightgcn";

    public string Summary => "LightGCN, BPR";

    public ModelSettings Defaults { get; } = new() { Decay = 1e-4, Order = PairOrder.UniformUsers };

    public IReadOnlyList<string> SettingNames { get; } = ["dim", "layers", "init", .. PairTraining.SettingNames];

    public BuiltRecommender Build(RecommenderContext context)
    {
        long before = Stopwatch.GetTimestamp();
        var options = new LightGcnOptions { Dim = context.Settings.Dim, Layers = context.Settings.Layers, Initialization = FirstValuesOf.LightGcn(context.Settings) };
        LightGcn model = LightGcn.Create(options, InteractionGraph.FromTrain(context.Train), context.Seed, context.Device);
        return PairTraining.Of(model, context, () => PairTraining.DotProducts(model), Stopwatch.GetElapsedTime(before).TotalSeconds);
    }
}
