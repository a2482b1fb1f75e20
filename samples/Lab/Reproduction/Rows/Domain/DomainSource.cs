using Bdlm.Lab.Experiments;

namespace Bdlm.Lab.Reproduction.Rows.Domain;

/// <summary>The recommenders that are trained alone: rows of their own, and what BDLM starts from.</summary>
internal static class DomainSource
{
    /// <summary>Trains a recommender, or reads what an earlier cell of the same seed trained. The caller disposes.</summary>
    public static PretrainedRecommender Open(RowContext context, DomainKind kind) => context.Shared(
        DomainModels.Name(kind),
        new SettingText().Add(ScaleSettings.Recommender(context.Scale, kind)).Add("seed", context.Seed).Values,
        store => RecommenderStage.Train(kind, context.Data, context.Seed, context.Device, store, context.Progress, context.Cancellation));
}
