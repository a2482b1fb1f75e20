namespace Bdlm.Evaluation;

/// <summary>Ranks candidates with a model that scores one pair at a time.</summary>
internal static class PointwiseRanking
{
    /// <summary>Scores every candidate as a pair and folds the scores back, one row a question.</summary>
    public static float[][] Score(IReadOnlyList<RankingQuestion> questions, Func<IReadOnlyList<PairQuestion>, float[]> scorePairs)
    {
        var pairs = new List<PairQuestion>();
        foreach (RankingQuestion question in questions)
        {
            foreach (int item in question.Candidates)
            {
                pairs.Add(new PairQuestion(question.User, question.History, item));
            }
        }

        float[] scores = scorePairs(pairs);
        var rows = new float[questions.Count][];
        int start = 0;
        for (int index = 0; index < rows.Length; index++)
        {
            int count = questions[index].Candidates.Count;
            rows[index] = scores[start..(start + count)];
            start += count;
        }

        return rows;
    }
}
