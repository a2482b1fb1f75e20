using Bdlm.Evaluation;

namespace Bdlm.Lab.Experiments;

/// <summary>What one model recommends to one user, best first, among the user's candidates.</summary>
internal sealed record Recommendation(RankingQuestion Question, int Target, string Model, IReadOnlyList<int> Items)
{
    public static IReadOnlyList<Recommendation> For((RankingQuestion Question, int Target) asked, IReadOnlyList<(string Model, IScorer Scorer)> models)
    {
        var found = new List<Recommendation>();
        foreach ((string model, IScorer scorer) in models)
        {
            float[] scores = scorer.ScoreCandidates([asked.Question])[0];
            int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(place => scores[place])];
            found.Add(new Recommendation(asked.Question, asked.Target, model, [.. order.Select(place => asked.Question.Candidates[place])]));
        }

        return found;
    }
}
