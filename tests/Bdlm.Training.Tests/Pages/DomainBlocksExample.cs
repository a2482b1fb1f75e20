using Bdlm.Data;
using Bdlm.Evaluation;
using Bdlm.Graphs;
using Bdlm.Metrics;
using Bdlm.Sampling;
using static TorchSharp.torch;

namespace Bdlm.Pages;

/// <summary>The code of the pages on propagation, sampling and evaluation.</summary>
internal static class DomainBlocksExample
{
    public static (long[] Mean, long[] Some, long[] Without) Propagate(TrainView train, Tensor embeddings, Tensor nodes)
    {
        InteractionGraph graph = InteractionGraph.FromTrain(train);
        using var kernel = new SimdPropagationKernel(NormalizedAdjacency.Of(graph));
        using Tensor mean = GraphPropagation.LayerMean(kernel, embeddings, layers: 2);         // [users + items, dim]
        using Tensor some = GraphPropagation.LayerMeanRows(kernel, embeddings, 2, nodes);      // [nodes, dim]
        using var masked = new EdgeMaskedKernel(kernel, EdgeMask.Create(graph, users: [0], items: [train.ItemsOf(0)[0]]));
        using Tensor without = GraphPropagation.LayerMean(masked, embeddings, layers: 2);      // as if user 0 had not taken that item
        return (mean.shape, some.shape, without.shape);
    }

    public static (CandidateSet Candidates, int[] Drawn) Sample(DataSplit split, ItemCatalog catalog, string path)
    {
        var mix = new MixedNegativeSampler(
            new PopularityNegativeSampler(split.Train, exponent: 0.75),
            new TextSimilarityNegativeSampler(split.Train, new TextSimilarity(catalog, split.Train), poolSize: 20));
        CandidateSet candidates = CandidateSetBuilder.Build(split, HeldOutStage.Test, mix, negatives: 19, seed: 7);
        candidates.Save(path); // CandidateSet.Load checks every id and the hash

        var negatives = new TrainingNegatives(UserPositives.OfTraining(split.Train), mix);
        var drawn = new int[2 * 4];
        negatives.Fill(userIds: [0, 1], positiveIds: [2, 3], drawn, new Random(7)); // four for each pair, pair after pair
        return (candidates, drawn);
    }

    public static (ConfidenceInterval Hits, InteractionResult Decided, PairedComparison Gain) Judge(IScorer ours, IScorer theirs, EvaluationQuestions validation, EvaluationQuestions test)
    {
        RankingResult first = ModelEvaluation.Rank(ours, test), second = ModelEvaluation.Rank(theirs, test);
        ConfidenceInterval hits = first.HitRate(1); // with its 95 % Wilson interval
        double threshold = ModelEvaluation.ChooseThreshold(ours, validation);
        InteractionResult decided = ModelEvaluation.Predict(ours, test, threshold);
        PairedComparison gain = first.CompareHits(second, k: 1, seed: 1);
        return (hits, decided, gain);
    }
}
