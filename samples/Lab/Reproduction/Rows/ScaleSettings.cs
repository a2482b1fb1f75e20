using Bdlm.Lab.Experiments;

namespace Bdlm.Lab.Reproduction.Rows;

/// <summary>The scale's values by the parts of a row that use them.</summary>
internal static class ScaleSettings
{
    /// <summary>A recommender that is trained alone.</summary>
    public static IReadOnlyDictionary<string, string> Recommender(LabScale scale, DomainKind kind)
    {
        RecommenderScale own = DomainModels.ScaleOf(kind, scale);
        SettingText text = new SettingText()
            .Add("recommender", DomainModels.Name(kind))
            .Add("recommender.dim", scale.Dim)
            .Add("recommender.epochs", own.Epochs)
            .Add("recommender.patience", own.Patience)
            .Add("recommender.batch", own.Batch)
            .Add("recommender.rate", own.Rate)
            .Add("recommender.negatives", own.Negatives)
            .Add("recommender.regularization", own.Regularization)
            .Add("recommender.loss", own.Loss);
        return (kind == DomainKind.LightGcn ? text.Add("recommender.layers", own.Layers) : text).Values;
    }

    /// <summary>The places and epochs that all language rows and BDLM train on.</summary>
    public static IReadOnlyDictionary<string, string> Training(LabScale scale)
    {
        SettingText text = new SettingText()
            .Add("training.epochs", scale.Epochs)
            .Add("training.patience", scale.Patience)
            .Add("training.positions of a user", scale.PositionsPerUser ?? (object)"all")
            .Add("training.validation users", scale.ValidationUsers ?? (object)"all");
        return (scale.TrainingUsers is { } users ? text.Add("training.users", users) : text).Values;
    }

    /// <summary>The samples of a row that knows users and items, and of a domain side.</summary>
    public static IReadOnlyDictionary<string, string> Samples(LabScale scale) => new SettingText()
        .Add("training.batch", scale.Batch)
        .Add("training.negatives", scale.NegativesPerPositive)
        .Values;

    /// <summary>The samples of a text-only row.</summary>
    public static IReadOnlyDictionary<string, string> Text(LabScale scale) => new SettingText()
        .Add("text.batch", scale.Text.Batch)
        .Add("text.negatives", scale.Text.NegativesPerPositive)
        .Add("text.dropout", scale.Text.Dropout)
        .Values;

    /// <summary>What prompts are made of.</summary>
    public static IReadOnlyDictionary<string, string> Prompts(LabScale scale) => new SettingText()
        .Add("prompts.history", scale.MaxHistory)
        .Add("prompts.length", scale.MaxLength)
        .Add("prompts.noun", scale.Noun)
        .Add("prompts.verb", scale.Verb)
        .Values;

    /// <summary>How a language side learns.</summary>
    public static IReadOnlyDictionary<string, string> Language(LabScale scale) => new SettingText()
        .Add(Prompts(scale))
        .Add("language.rate", scale.LanguageRate)
        .Add("language.warm-up", scale.WarmUp)
        .Add("language.maps", scale.MixedPrecision ? "bfloat16" : "float32")
        .Add("language.clip norm", scale.ClipNorm)
        .Add("language.top-K share", scale.TopKShare)
        .Values;

    /// <summary>Users and items as tokens.</summary>
    public static IReadOnlyDictionary<string, string> Tokens(LabScale scale) => new SettingText()
        .Add("tokens.dropout", scale.Dropout)
        .Add("tokens.scale", scale.PreloadScale)
        .Add("tokens.output rows", scale.OutputRows)
        .Values;

    /// <summary>What prompts with tokens show besides.</summary>
    public static IReadOnlyDictionary<string, string> TokenPrompts(LabScale scale) => new SettingText()
        .Add("prompts.user token", scale.UserToken)
        .Add("prompts.titles", scale.Titles)
        .Values;

    /// <summary>A domain side that learns with h.</summary>
    public static IReadOnlyDictionary<string, string> Fusion(LabScale scale) => new SettingText()
        .Add("fusion.rate", scale.DomainRate)
        .Add("fusion.own edges left out", scale.LeaveOutOwnEdges)
        .Add("fusion.head", scale.HeadForm)
        .Add("fusion.normalized h", scale.NormalizeHidden)
        .Add("fusion.pair dropout", scale.PairDropout)
        .Add("fusion.language scores", scale.HeadScores)
        .Add("fusion.h of", scale.Pooling)
        .Values;

    /// <summary>The module between both sides.</summary>
    public static IReadOnlyDictionary<string, string> Joint(LabScale scale, double mutualWeight) => new SettingText()
        .Add("joint.mutual weight", mutualWeight)
        .Add("joint.reduction", scale.MutualReduction)
        .Add("joint.update", scale.SharingUpdate)
        .Add("joint.rate", scale.SharingRate)
        .Add("joint.momentum", scale.SharingMomentum)
        .Add("joint.turn", scale.TurnLength ?? (object)"epoch")
        .Values;
}
