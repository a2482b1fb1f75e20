using Bdlm.Evaluation;
using Bdlm.Loops;

namespace Bdlm.Lab.Reproduction.Rows.Text;

/// <summary>
/// The two ways to rank with a model that knows words alone: by the likelihood of a candidate's title behind the history, or by Yes against No about
/// each candidate. Which is the better one is chosen on validation questions.
/// </summary>
/// <param name="scorerOf">The model's scorer of a way to rank.</param>
/// <param name="validation">The questions that choose; never test questions.</param>
/// <param name="cancellation">Honoured between batches.</param>
internal sealed class TextReadings(Func<RankBy, IScorer> scorerOf, EvaluationQuestions validation, CancellationToken cancellation)
{
    private static readonly (RankBy RankBy, string Name)[] Ways = [(RankBy.TitleLikelihood, "title likelihood"), (RankBy.YesNo, "yes or no")];

    /// <summary>Judges an epoch: the mean reciprocal rank of the better way decides, both are reported.</summary>
    public ValidationResult Judge()
    {
        RankingResult[] found = Rank();
        IEnumerable<NamedValue> metrics = found.SelectMany((result, way) => (NamedValue[])
            [new($"HR@1 by {Ways[way].Name}", result.HitRate(1).Estimate), new($"MRR by {Ways[way].Name}", result.MeanReciprocalRank)]);
        return new ValidationResult(found.Max(result => result.MeanReciprocalRank), [.. metrics]);
    }

    /// <summary>The way with the larger mean reciprocal rank; title likelihood where both are equal.</summary>
    public RankBy Choose()
    {
        RankingResult[] found = Rank();
        return found[1].MeanReciprocalRank > found[0].MeanReciprocalRank ? Ways[1].RankBy : Ways[0].RankBy;
    }

    private RankingResult[] Rank() => [.. Ways.Select(way => ModelEvaluation.Rank(scorerOf(way.RankBy), validation, cancellation))];
}
