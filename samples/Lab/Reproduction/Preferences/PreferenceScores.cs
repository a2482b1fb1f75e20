using Bdlm.Evaluation;
using Bdlm.Loops;
using Bdlm.Metrics;

namespace Bdlm.Lab.Reproduction.Preferences;

/// <summary>How well a model tells likes from dislikes.</summary>
/// <param name="Auc">Over all pairs.</param>
/// <param name="UserAuc">The mean over users who have both.</param>
internal sealed record PreferenceScores(double Auc, double UserAuc)
{
    /// <summary>Puts the questions to a model.</summary>
    public static PreferenceScores Of(PreferenceData data, IScorer scorer, CancellationToken cancellation)
    {
        float[] scores = scorer.ScorePairs(data.Questions, cancellation);
        int[] users = [.. data.Questions.Select(question => question.User)];
        bool[] labels = [.. data.Labels];
        return new PreferenceScores(ClassificationMetrics.Auc(scores, labels), ClassificationMetrics.UserAuc(users, scores, labels));
    }

    /// <summary>As what an epoch is judged by: the AUC decides.</summary>
    public ValidationResult Judgement() => new(Auc, [new NamedValue("AUC", Auc), new NamedValue("UAUC", UserAuc)]);
}
