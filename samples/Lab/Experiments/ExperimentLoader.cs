using Bdlm.Data;
using Bdlm.Data.Reading;
using Bdlm.Evaluation;
using Bdlm.Graphs;
using Bdlm.Lab.World;
using Bdlm.Metrics;
using Bdlm.Sampling;

namespace Bdlm.Lab.Experiments;

/// <summary>Reads or generates data, splits it, builds the questions once, and proves that nothing leaks.</summary>
internal static class ExperimentLoader
{
    private const int SmallMovieLens = 200_000;

    public static ExperimentData Load(ExperimentOptions options)
    {
        (string name, InteractionLog log, ItemCatalog catalog, GeneratedWorld? world) = Source(options);
        DataSplit split = LeaveOneOutSplit.Apply(log);
        LabScale scale = LabScales.For(name, options);
        var sampler = MixedNegativeSampler.Create(split.Train, catalog);
        var data = new ExperimentData
        {
            Name = name,
            Scale = scale,
            Log = log,
            Catalog = catalog,
            Split = split,
            Graph = InteractionGraph.FromTrain(split.Train),
            Positives = UserPositives.OfTraining(split.Train),
            Sampler = sampler,
            QuestionSeed = options.Seed,
            ValidationCandidates = CandidateSetBuilder.Build(split, HeldOutStage.Validation, sampler, seed: options.Seed),
            TestCandidates = CandidateSetBuilder.Build(split, HeldOutStage.Test, sampler, seed: options.Seed),
            ValidationPairs = InteractionPairSetBuilder.Build(split, HeldOutStage.Validation, sampler, seed: options.Seed),
            TestPairs = InteractionPairSetBuilder.Build(split, HeldOutStage.Test, sampler, seed: options.Seed),
            Audit = new LeakageReport(),
            World = world,
        };
        return data with { Audit = Audit(data) };
    }

    private static (string Name, InteractionLog Log, ItemCatalog Catalog, GeneratedWorld? World) Source(ExperimentOptions options)
    {
        if (options.DataFolder is null)
        {
            GeneratedWorld world = GeneratedWorld.Create(new WorldOptions(), options.Seed);
            InteractionLog shuffled = IdShuffle.Apply(world.Log, options.Seed);
            return ("generated films", shuffled, world.Catalog.AlignTo(shuffled.ItemMap), world);
        }

        InteractionDataSet read = MovieLens.Read(options.DataFolder);
        read = read.WithLog(IdShuffle.Apply(read.Log, options.Seed));
        return (read.Log.Count <= SmallMovieLens ? "MovieLens-100K" : "MovieLens-1M", read.Log, read.Catalog, null);
    }

    private static LeakageReport Audit(ExperimentData data)
    {
        var audit = new LeakageAudit(data.Split);
        audit.CheckEdges(Edges(data.Graph));
        audit.CheckPopularity(data.Split.Train.ItemCounts);
        audit.CheckCandidates(data.ValidationCandidates);
        audit.CheckCandidates(data.TestCandidates);
        audit.CheckPairs(data.ValidationPairs);
        audit.CheckPairs(data.TestPairs);
        audit.CheckPrompts(HeldOutStage.Validation, EvaluationQuestions.Create(data.Split, data.ValidationCandidates, data.ValidationPairs).PromptHistories());
        audit.CheckPrompts(HeldOutStage.Test, EvaluationQuestions.Create(data.Split, data.TestCandidates, data.TestPairs).PromptHistories());
        audit.CheckIdOrder();
        return audit.Report;
    }

    private static IEnumerable<(int User, int Item)> Edges(InteractionGraph graph) =>
        from user in Enumerable.Range(0, graph.UserCount)
        from node in graph.Neighbours(graph.UserNode(user)).ToArray()
        select (user, node - graph.UserCount);
}
