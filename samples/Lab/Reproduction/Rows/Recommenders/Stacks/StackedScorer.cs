using Bdlm.Evaluation;
using Bdlm.Lab.Experiments;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders.Stacks;

/// <summary>Joins the scores of several models by a logistic regression that was fitted on validation questions.</summary>
internal sealed class StackedScorer : IScorer
{
    private readonly IReadOnlyList<IScorer> _parts;

    private StackedScorer(IReadOnlyList<IScorer> parts, LogisticRegression regression) => (_parts, Regression) = (parts, regression);

    /// <summary>The fitted weights.</summary>
    public LogisticRegression Regression { get; }

    /// <summary>Fits the weights on the candidates and pairs of all users' validation targets.</summary>
    public static StackedScorer Fit(IReadOnlyList<IScorer> parts, ExperimentData data, CancellationToken cancellation) =>
        Fit(parts, EvaluationQuestions.Create(data.Split, data.ValidationCandidates, data.ValidationPairs), cancellation);

    /// <summary>Fits the weights on the candidates and pairs of the validation stage, each a row with its label.</summary>
    /// <param name="parts">The models; owned by the caller.</param>
    /// <param name="validation">Validation questions. What they say of the stack afterwards is a little too good.</param>
    /// <param name="cancellation">Honoured between batches.</param>
    public static StackedScorer Fit(IReadOnlyList<IScorer> parts, EvaluationQuestions validation, CancellationToken cancellation)
    {
        float[][][] lists = [.. parts.Select(part => part.ScoreCandidates(validation.Rankings, cancellation))];
        float[][] pairs = [.. parts.Select(part => part.ScorePairs(validation.Pairs, cancellation))];
        var rows = new List<double[]>();
        var labels = new List<bool>();
        for (int list = 0; list < validation.Rankings.Count; list++)
        {
            for (int place = 0; place < validation.Rankings[list].Candidates.Count; place++)
            {
                rows.Add([.. lists.Select(scores => (double)scores[list][place])]);
                labels.Add(place == validation.TargetIndices[list]);
            }
        }

        rows.AddRange(validation.Pairs.Select((_, pair) => pairs.Select(scores => (double)scores[pair]).ToArray()));
        labels.AddRange(validation.Labels);
        return new StackedScorer(parts, LogisticRegression.Fit(rows, labels));
    }

    /// <summary>The fitted weights as figures for a table.</summary>
    /// <param name="names">The models' names, in their order.</param>
    public IReadOnlyDictionary<string, double> Weights(params IReadOnlyList<string> names) =>
        names.Select((name, place) => (name, Regression.Weights[place])).ToDictionary(entry => $"weight of {entry.name}", entry => entry.Item2);

    /// <inheritdoc/>
    public float[] ScorePairs(IReadOnlyList<PairQuestion> questions, CancellationToken cancellation = default)
    {
        float[][] scores = [.. _parts.Select(part => part.ScorePairs(questions, cancellation))];
        return [.. questions.Select((_, place) => Join(scores.Select(part => part[place])))];
    }

    /// <inheritdoc/>
    public float[][] ScoreCandidates(IReadOnlyList<RankingQuestion> questions, CancellationToken cancellation = default)
    {
        float[][][] scores = [.. _parts.Select(part => part.ScoreCandidates(questions, cancellation))];
        return [.. questions.Select((question, list) => question.Candidates.Select((_, place) => Join(scores.Select(part => part[list][place]))).ToArray())];
    }

    private float Join(IEnumerable<float> scores) => (float)Regression.Logit([.. scores.Select(score => (double)score)]);
}
