using Bdlm.Conformance.Running;
using Bdlm.Recommending;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Conformance.Recommending;

/// <summary>Shapes and scores.</summary>
internal static class ScoreChecks
{
    public static IReadOnlyList<Check<RecommenderSubject>> All { get; } =
    [
        new("ResultsHaveStatedShapes", "Rows, features, scores and the map have the stated shapes, in float32; the map has no gradient.", "The interface's sizes and the model's do not agree, or a dimension is kept that should go.", "Compare each result with the interface's documentation.", Shapes),
        new("EmptyBatchGivesEmptyResults", "No pairs give no features and no scores.", "A reshape with -1, a mean or a maximum over nothing.", "Name the sizes in reshapes.", Empty),
        new("PairScoresAreItemScores", "A pair has the same score alone and among all items.", "ScorePairs and ScoreItems leave out different parts, such as a bias.", "Compute both from the same parts.", Pairs),
        new("PairScoresAreWeightedFeatures", "ScorePairs is PairScoreWeights applied to PairFeatures, where the fusion head starts (Eq. 6).", "A bias or a factor of the score is missing in the map.", "Give the weight and the bias with which a pair's feature becomes its score.", Weighted),
        new("BatchDoesNotMatter", "A pair has the same score whatever other pairs are in the batch.", "Something is computed over the batch: a batch norm, a mean.", "Compute nothing across the first dimension.", Apart),
        new("EvaluationIsRepeatable", "In evaluation mode, the same pairs have the same scores at every call.", "Dropout goes on in evaluation mode.", "Pass the module's training flag to dropout.", Repeatable),
    ];

    private static Finding Shapes(RecommenderSubject subject)
    {
        IDomainRecommender model = subject.Model;
        using DomainEmbeddings embeddings = model.Embed();
        (Tensor weight, Tensor bias) = model.PairScoreWeights();
        long batch = subject.UserIds.numel();
        string?[] faults =
        [
            model.UserCount == TwoGroups.UserCount ? null : $"UserCount is {model.UserCount}, expected {TwoGroups.UserCount}",
            model.ItemCount == TwoGroups.ItemCount ? null : $"ItemCount is {model.ItemCount}, expected {TwoGroups.ItemCount}",
            Fault("Users", embeddings.Users, TwoGroups.UserCount, model.EmbeddingDim),
            Fault("Items", embeddings.Items, TwoGroups.ItemCount, model.EmbeddingDim),
            Fault("AlignedUsers", embeddings.AlignedUsers, TwoGroups.UserCount, model.EmbeddingDim),
            Fault("AlignedItems", embeddings.AlignedItems, TwoGroups.ItemCount, model.EmbeddingDim),
            Fault("PairFeatures", model.PairFeatures(embeddings, subject.UserIds, subject.ItemIds), batch, model.PairFeatureDim),
            Fault("ScorePairs", model.ScorePairs(embeddings, subject.UserIds, subject.ItemIds), batch),
            Fault("ScoreItems", model.ScoreItems(embeddings, subject.UserIds), batch, TwoGroups.ItemCount),
            Fault("PairScoreWeights' weight", weight, model.PairFeatureDim),
            Fault("PairScoreWeights' bias", bias),
            weight.requires_grad || bias.requires_grad ? "PairScoreWeights carry a gradient, expected copies without" : null,
        ];
        return Finding.Of([.. faults.OfType<string>()], $"rows of width {model.EmbeddingDim}, features of width {model.PairFeatureDim}");
    }

    private static Finding Empty(RecommenderSubject subject)
    {
        using DomainEmbeddings embeddings = subject.Model.Embed();
        Tensor none = zeros(0, ScalarType.Int64);
        string?[] faults =
        [
            Fault("PairFeatures", subject.Model.PairFeatures(embeddings, none, none), 0, subject.Model.PairFeatureDim),
            Fault("ScorePairs", subject.Model.ScorePairs(embeddings, none, none), 0),
            Fault("ScoreItems", subject.Model.ScoreItems(embeddings, none), 0, TwoGroups.ItemCount),
        ];
        return Finding.Of([.. faults.OfType<string>()], "empty, with the right widths");
    }

    private static Finding Pairs(RecommenderSubject subject)
    {
        using DomainEmbeddings embeddings = subject.Model.Embed();
        Tensor among = subject.Model.ScoreItems(embeddings, subject.UserIds).gather(1, subject.ItemIds.unsqueeze(1)).squeeze(1);
        return Finding.Within(Difference.Relative(among, subject.Model.ScorePairs(embeddings, subject.UserIds, subject.ItemIds)), subject.Port.Tolerance, "scores differ");
    }

    private static Finding Weighted(RecommenderSubject subject)
    {
        using DomainEmbeddings embeddings = subject.Model.Embed();
        (Tensor weight, Tensor bias) = subject.Model.PairScoreWeights();
        Tensor expected = subject.Model.PairFeatures(embeddings, subject.UserIds, subject.ItemIds).mv(weight).Plus(bias);
        return Finding.Within(Difference.Relative(expected, subject.Model.ScorePairs(embeddings, subject.UserIds, subject.ItemIds)), subject.Port.Tolerance, "scores differ");
    }

    private static Finding Apart(RecommenderSubject subject)
    {
        using DomainEmbeddings embeddings = subject.Model.Embed();
        Tensor together = subject.Model.ScorePairs(embeddings, subject.UserIds, subject.ItemIds);
        Tensor[] alone = [.. Enumerable.Range(0, (int)subject.UserIds.numel()).Select(pair => subject.Model.ScorePairs(embeddings, subject.UserIds.narrow(0, pair, 1), subject.ItemIds.narrow(0, pair, 1)))];
        return Finding.Within(Difference.Relative(together, cat(alone)), subject.Port.Tolerance, "scores alone and together differ");
    }

    private static Finding Repeatable(RecommenderSubject subject) =>
        Finding.Within(Difference.Relative(TwoGroups.Scores(subject.Model), TwoGroups.Scores(subject.Model)), subject.Port.Tolerance, "scores of two calls differ");

    private static string? Fault(string name, Tensor values, params long[] sizes) =>
        values.shape.SequenceEqual(sizes) && values.dtype == ScalarType.Float32
            ? null
            : $"{name} is {values.dtype} [{string.Join(", ", values.shape)}], expected Float32 [{string.Join(", ", sizes)}]";
}
