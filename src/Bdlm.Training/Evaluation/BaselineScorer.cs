using Bdlm.Recommending;

namespace Bdlm.Evaluation;

/// <summary>Lets a baseline without tensors, such as popularity or item neighbours, take part in the evaluation.</summary>
/// <param name="baseline">The baseline.</param>
public sealed class BaselineScorer(IItemScorer baseline) : IScorer
{
    /// <inheritdoc/>
    public float[] ScorePairs(IReadOnlyList<PairQuestion> questions, CancellationToken cancellation = default)
    {
        var scores = new float[questions.Count];
        for (int index = 0; index < scores.Length; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            PairQuestion question = questions[index];
            baseline.Score(question.User, [.. question.History], [question.Item], scores.AsSpan(index, 1));
        }

        return scores;
    }

    /// <inheritdoc/>
    public float[][] ScoreCandidates(IReadOnlyList<RankingQuestion> questions, CancellationToken cancellation = default)
    {
        var rows = new float[questions.Count][];
        for (int index = 0; index < rows.Length; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            RankingQuestion question = questions[index];
            rows[index] = new float[question.Candidates.Count];
            baseline.Score(question.User, [.. question.History], [.. question.Candidates], rows[index]);
        }

        return rows;
    }
}
