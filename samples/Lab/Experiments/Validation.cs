using Bdlm.Evaluation;
using Bdlm.Loops;

namespace Bdlm.Lab.Experiments;

/// <summary>Judges an epoch by ranking validation targets. The score is the mean reciprocal rank, less noisy than a hit rate; over both sides if there are two.</summary>
internal static class Validation
{
    public static ValidationResult Of((string Side, IScorer Scorer) side, EvaluationQuestions questions, CancellationToken cancellation) =>
        Of([side], questions, [], cancellation);

    /// <summary>Judges sides by the same questions after every epoch.</summary>
    public static SideJudge By(EvaluationQuestions questions, CancellationToken cancellation) => (sides, further) => Of(sides, questions, further, cancellation);

    /// <summary>Further figures of the epoch stand before those of the sides.</summary>
    public static ValidationResult Of(IReadOnlyList<(string Side, IScorer Scorer)> sides, EvaluationQuestions questions, IEnumerable<NamedValue> further, CancellationToken cancellation)
    {
        List<NamedValue> metrics = [.. further];
        double sum = 0;
        foreach ((string side, IScorer scorer) in sides)
        {
            RankingResult found = ModelEvaluation.Rank(scorer, questions, cancellation);
            metrics.Add(new NamedValue($"{side} HR@1", found.HitRate(1).Estimate));
            metrics.Add(new NamedValue($"{side} MRR", found.MeanReciprocalRank));
            sum += found.MeanReciprocalRank;
        }

        return new ValidationResult(sum / sides.Count, metrics);
    }
}
