using Bdlm.Evaluation;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Results;
using Bdlm.Metrics;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>Puts the run's questions to every model alike. The decision threshold comes from the validation pairs of all users.</summary>
internal sealed class RowJudge
{
    private readonly EvaluationQuestions _validation;
    private readonly EvaluationQuestions _test;

    /// <summary>Makes the questions of a run.</summary>
    public RowJudge(ExperimentData data)
    {
        _validation = EvaluationQuestions.Create(data.Split, data.ValidationCandidates, data.ValidationPairs);
        _test = EvaluationQuestions.Create(data.Split, data.TestCandidates, data.TestPairs, data.Scale.TestUsers);
        EpochQuestions = EvaluationQuestions.Create(data.Split, data.ValidationCandidates, data.ValidationPairs, data.Scale.ValidationUsers);
        Questions = new QuestionHashes(data.QuestionSeed, data.ValidationCandidates.Hash, data.ValidationPairs.Hash, data.TestCandidates.Hash, data.TestPairs.Hash);
    }

    /// <summary>The validation questions that judge an epoch.</summary>
    public EvaluationQuestions EpochQuestions { get; }

    /// <summary>The fingerprints of the questions.</summary>
    public QuestionHashes Questions { get; }

    /// <summary>A model's answers.</summary>
    /// <param name="model">Its name.</param>
    /// <param name="scorer">The model.</param>
    /// <param name="fixedThreshold">The lowest score of a yes, where scores mean that by themselves; null to choose it on validation pairs.</param>
    /// <param name="cancellation">Honoured between batches.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled between two batches.</exception>
    public ModelResult Judge(string model, IScorer scorer, double? fixedThreshold, CancellationToken cancellation)
    {
        RankingResult chosen = ModelEvaluation.Rank(scorer, _validation, cancellation);
        double threshold = fixedThreshold ?? ModelEvaluation.ChooseThreshold(scorer, _validation, cancellation);
        RankingResult ranking = ModelEvaluation.Rank(scorer, _test, cancellation);
        float[] scores = scorer.ScorePairs(_test.Pairs, cancellation);
        bool[] labels = [.. _test.Labels];
        return new ModelResult
        {
            Name = model,
            Users = [.. _test.Rankings.Select(question => question.User)],
            Ranks = [.. ranking.Ranks],
            TargetPlaces = [.. _test.TargetIndices],
            Decisions = Decide(scores, labels, threshold),
            Labels = string.Concat(labels.Select(Digit)),
            Threshold = threshold,
            Auc = ClassificationMetrics.Auc(scores, labels),
            ValidationMrr = chosen.MeanReciprocalRank,
            ValidationHitRate1 = chosen.HitRate(1).Estimate,
        };
    }

    // As ClassificationMetrics decides: a score of NaN counts against the model.
    private static string Decide(float[] scores, bool[] labels, double threshold) =>
        string.Concat(scores.Select((score, place) => Digit(float.IsNaN(score) ? !labels[place] : score >= threshold)));

    private static char Digit(bool value) => value ? '1' : '0';
}
