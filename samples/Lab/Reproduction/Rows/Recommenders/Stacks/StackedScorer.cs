using Bdlm.Evaluation;
using Bdlm.Lab.Experiments;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders.Stacks;

/// <summary>
/// Joins the scores of several models with weights that were fitted on validation questions: candidates by a conditional logit over their lists, pairs by a
/// logistic regression. Two fits, because a model's scores may mean other things there: a language model ranks by its items' logits and decides by "Yes".
/// </summary>
internal sealed class StackedScorer : IScorer
{
    private readonly IReadOnlyList<IScorer> _parts;

    private StackedScorer(IReadOnlyList<IScorer> parts, ConditionalLogit ranking, LogisticRegression decision) =>
        (_parts, Ranking, Decision) = (parts, ranking, decision);

    /// <summary>How weights are fitted, for the settings of rows.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new SettingText()
        .Add("stack.ranking", "conditional logit")
        .Add("stack.decision", "logistic regression")
        .Add("stack.ridge", LogisticRegression.UsualRidge)
        .Values;

    /// <summary>What orders candidates.</summary>
    public ConditionalLogit Ranking { get; }

    /// <summary>What decides pairs.</summary>
    public LogisticRegression Decision { get; }

    /// <summary>Fits the weights on the candidates and pairs of all users' validation targets.</summary>
    public static StackedScorer Fit(IReadOnlyList<IScorer> parts, ExperimentData data, CancellationToken cancellation) =>
        Fit(parts, EvaluationQuestions.Create(data.Split, data.ValidationCandidates, data.ValidationPairs), cancellation);

    /// <summary>Fits the weights on the candidates and pairs of the validation stage.</summary>
    /// <param name="parts">The models; owned by the caller.</param>
    /// <param name="validation">Validation questions. What they say of the stack afterwards is a little too good.</param>
    /// <param name="cancellation">Honoured between batches.</param>
    public static StackedScorer Fit(IReadOnlyList<IScorer> parts, EvaluationQuestions validation, CancellationToken cancellation) => new(
        parts,
        ConditionalLogit.Fit(Lists(parts, validation.Rankings, cancellation), validation.TargetIndices),
        LogisticRegression.Fit(Pairs(parts, validation.Pairs, cancellation), [.. validation.Labels]));

    /// <summary>The fitted weights as figures for a table.</summary>
    /// <param name="names">The models' names, in their order.</param>
    public IReadOnlyDictionary<string, double> Weights(params IReadOnlyList<string> names) => names
        .SelectMany((name, place) => new[] { ($"weight of {name} in ranking", Ranking.Weights[place]), ($"weight of {name} in decisions", Decision.Weights[place]) })
        .ToDictionary(weight => weight.Item1, weight => weight.Item2);

    /// <inheritdoc/>
    public float[] ScorePairs(IReadOnlyList<PairQuestion> questions, CancellationToken cancellation = default) =>
        [.. Pairs(_parts, questions, cancellation).Select(row => (float)Decision.Logit(row))];

    /// <inheritdoc/>
    public float[][] ScoreCandidates(IReadOnlyList<RankingQuestion> questions, CancellationToken cancellation = default) =>
        [.. Lists(_parts, questions, cancellation).Select(list => list.Select(row => (float)Ranking.Score(row)).ToArray())];

    // The scores of all parts side by side, a row a pair.
    private static double[][] Pairs(IReadOnlyList<IScorer> parts, IReadOnlyList<PairQuestion> questions, CancellationToken cancellation)
    {
        float[][] scores = [.. parts.Select(part => part.ScorePairs(questions, cancellation))];
        return [.. questions.Select((_, pair) => scores.Select(part => (double)part[pair]).ToArray())];
    }

    // The same for lists, a row a candidate.
    private static double[][][] Lists(IReadOnlyList<IScorer> parts, IReadOnlyList<RankingQuestion> questions, CancellationToken cancellation)
    {
        float[][][] scores = [.. parts.Select(part => part.ScoreCandidates(questions, cancellation))];
        return [.. questions.Select((question, list) => question.Candidates.Select((_, place) => scores.Select(part => (double)part[list][place]).ToArray()).ToArray())];
    }
}
