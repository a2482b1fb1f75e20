using Bdlm.Data;
using Bdlm.Evaluation;
using Bdlm.Graphs;
using Bdlm.Lab.World;
using Bdlm.Metrics;
using Bdlm.Sampling;

namespace Bdlm.Lab.Experiments.DataSets;

/// <summary>Splits a data set, builds its questions once, and proves that nothing leaks.</summary>
internal static class ExperimentDataBuilder
{
    /// <summary>Makes the data of an experiment.</summary>
    /// <param name="set">The data set.</param>
    /// <param name="scale">Sizes and rates.</param>
    /// <param name="mix">What the candidates, and the training negatives with them, are drawn from.</param>
    /// <param name="questionSeed">Decides candidates and pairs.</param>
    /// <param name="world">The generated world behind the data, if there is one.</param>
    public static ExperimentData Build(ExperimentDataSet set, LabScale scale, CandidateMix mix, int questionSeed, GeneratedWorld? world = null)
    {
        DataSplit split = LeaveOneOutSplit.Apply(set.Log);
        INegativeSampler sampler = CandidateSamplers.Create(mix, split.Train, set.Catalog, set.Text);
        var data = new ExperimentData
        {
            Name = set.Name,
            Scale = scale,
            Log = set.Log,
            Catalog = set.Catalog,
            Split = split,
            Graph = InteractionGraph.FromTrain(split.Train),
            Positives = UserPositives.OfTraining(split.Train),
            Sampler = sampler,
            QuestionSeed = questionSeed,
            ValidationCandidates = CandidateSetBuilder.Build(split, HeldOutStage.Validation, sampler, seed: questionSeed),
            TestCandidates = CandidateSetBuilder.Build(split, HeldOutStage.Test, sampler, seed: questionSeed),
            ValidationPairs = InteractionPairSetBuilder.Build(split, HeldOutStage.Validation, sampler, seed: questionSeed),
            TestPairs = InteractionPairSetBuilder.Build(split, HeldOutStage.Test, sampler, seed: questionSeed),
            Audit = new LeakageReport(),
            AsRead = set.Before,
            Filtering = set.Filter.ToString(),
            World = world,
        };
        return data with { Audit = Audit(data) };
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
