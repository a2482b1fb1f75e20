namespace Bdlm.Lab.Reproduction.Comparison;

/// <summary>The figures of the tables, in the tables' order.</summary>
internal static class Measures
{
    /// <summary>HR@1: the share of users whose target came first.</summary>
    public static readonly Measure HitRate1 = new("HR@1", PerUser: answers => answers.FirstHits);

    /// <summary>HR@2: the share of users whose target came first or second.</summary>
    public static readonly Measure HitRate2 = new("HR@2", PerUser: answers => answers.SecondHits);

    /// <summary>The share of true ones among the pairs called positive.</summary>
    public static readonly Measure Precision = new("precision", OfCounts: counts => counts.ToResult().Precision);

    /// <summary>The share of positive pairs that were called so.</summary>
    public static readonly Measure Recall = new("recall", OfCounts: counts => counts.ToResult().Recall);

    /// <summary>The harmonic mean of precision and recall.</summary>
    public static readonly Measure F1 = new("F1", OfCounts: counts => counts.ToResult().F1);

    /// <summary>The area under the ROC curve over the pair questions. Scores are not stored, so it has no interval over users.</summary>
    public static readonly Measure Auc = new("AUC", Whole: answers => answers.Result.Auc);

    /// <summary>The mean of 1 / rank.</summary>
    public static readonly Measure ReciprocalRank = new("MRR", PerUser: answers => answers.ReciprocalRanks);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Measure> All = [HitRate1, HitRate2, Precision, Recall, F1, Auc, ReciprocalRank];

    /// <summary>Those that rows are tested on.</summary>
    public static readonly IReadOnlyList<Measure> Tested = [HitRate1, HitRate2, F1];
}
