namespace Bdlm.Evaluation;

/// <summary>Scores by a function and writes down what it is asked.</summary>
internal sealed class TableScorer(Func<int, int, float> score) : IScorer
{
    public List<PairQuestion> Pairs { get; } = [];

    public List<RankingQuestion> Rankings { get; } = [];

    public float[] ScorePairs(IReadOnlyList<PairQuestion> questions, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        Pairs.AddRange(questions);
        return [.. questions.Select(question => score(question.User, question.Item))];
    }

    public float[][] ScoreCandidates(IReadOnlyList<RankingQuestion> questions, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        Rankings.AddRange(questions);
        return [.. questions.Select(question => question.Candidates.Select(item => score(question.User, item)).ToArray())];
    }
}
