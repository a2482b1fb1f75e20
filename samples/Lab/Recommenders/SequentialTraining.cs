using Bdlm.Domain.Objectives;
using Bdlm.Evaluation;
using Bdlm.Evaluation.FullRanking;
using Bdlm.Recommending;

namespace Bdlm.Lab.Recommenders;

/// <summary>The models that read a user's items in their order.</summary>
internal static class SequentialTraining
{
    /// <summary>The settings of the training itself; those of negatives are the kinds' own.</summary>
    public static IReadOnlyList<string> SettingNames { get; } = ["lr", "weight-decay", "decay-by", "batch", "schedule", "warmup"];

    /// <summary>Joins a recommender with its objective.</summary>
    public static BuiltRecommender Of(ISequentialRecommender recommender, RecommenderContext context, IDomainObjective objective) =>
        new(new SequentialScorer(recommender, context.Device), () => new SequentialCatalogueScorer(recommender, context.Device), objective);

    /// <summary>What a causal model is trained on by its settings.</summary>
    public static IDomainObjective Causal(ICausalRecommender recommender, RecommenderContext context) =>
        context.Settings.Examples == SequenceExampleKind.Sequences ? WholeSequences(recommender, context) : NextItems(recommender, context);

    /// <summary>Every next item of a training sequence against sampled negatives, as ReChorus trains.</summary>
    private static NextItemObjective NextItems(ISequentialRecommender recommender, RecommenderContext context) => new(
        recommender,
        context.Train,
        context.Negatives,
        new NextItemObjectiveOptions
        {
            Loss = context.Settings.Loss == DomainLoss.Bpr ? NextItemLoss.Bpr : NextItemLoss.CrossEntropy,
            NegativesPerPositive = context.Settings.Negatives,
        },
        context.Device);

    // The same next items and the same softmax over sampled negatives, but one pass over a sequence asks all of its places.
    private static SequenceObjective WholeSequences(ICausalRecommender recommender, RecommenderContext context) => context.Settings.Loss == DomainLoss.CrossEntropy
        ? new SequenceObjective(
            recommender,
            context.Train,
            context.Negatives,
            new SequenceObjectiveOptions { Loss = SequenceLoss.SampledSoftmax, Order = SequenceOrder.EveryWindow, NegativesPerPlace = context.Settings.Negatives },
            context.Device)
        : throw new ArgumentException("--loss is bpr with --examples sequences, which sets each next item against its negatives together; expected --loss cross-entropy.");
}
