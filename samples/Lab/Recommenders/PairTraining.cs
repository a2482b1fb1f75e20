using Bdlm.Domain.Objectives;
using Bdlm.Evaluation;
using Bdlm.Evaluation.FullRanking;
using Bdlm.Recommending;
using static TorchSharp.torch;

namespace Bdlm.Lab.Recommenders;

/// <summary>The models that are trained on pairs of a user and an item against sampled negatives.</summary>
internal static class PairTraining
{
    /// <summary>The settings of the training itself.</summary>
    public static IReadOnlyList<string> SettingNames { get; } = ["lr", "decay", "weight-decay", "decay-by", "batch", "negatives", "loss", "order", "schedule", "warmup"];

    /// <summary>Joins a recommender with its objective.</summary>
    public static BuiltRecommender Of(IDomainRecommender recommender, RecommenderContext context, Func<ICatalogueScorer>? catalogue = null, double? graphSeconds = null)
    {
        ModelSettings settings = context.Settings;
        var options = new PairObjectiveOptions
        {
            Loss = settings.Loss,
            Order = settings.Order,
            Regularization = settings.Decay,
            NegativesPerPositive = settings.Negatives,
        };
        var objective = new PairObjective(recommender, context.Train, context.Negatives, options, context.Device);
        return new BuiltRecommender(new DomainScorer(recommender, context.Device), catalogue ?? (() => new DomainCatalogueScorer(recommender, context.Device)), objective) { GraphSeconds = graphSeconds };
    }

    /// <summary>The full ranking of a model whose score is the dot product of its rows: one matrix product a block.</summary>
    public static ICatalogueScorer DotProducts(IDomainRecommender recommender)
    {
        recommender.Module.eval();
        using IDisposable noGradient = no_grad();
        using DomainEmbeddings rows = recommender.Embed();
        return new EmbeddingCatalogueScorer(rows.Users, rows.Items);
    }
}
