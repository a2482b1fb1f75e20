using Bdlm.Evaluation;
using Bdlm.Lab.Experiments;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders.Stacks;

public sealed class StackedScorerTests
{
    [Fact]
    public void Fit_OneGoodAndOneUselessPart_WeighsThemSo()
    {
        ExperimentData data = TinyRun.Setting().Data;
        EvaluationQuestions validation = EvaluationQuestions.Create(data.Split, data.ValidationCandidates, data.ValidationPairs);
        var targets = data.Split.Validation.Select(target => (target.User, target.Item)).ToHashSet();
        var stack = StackedScorer.Fit([new Made((user, item) => (targets.Contains((user, item)) ? 1 : 0) + (item % 3)), new Made((user, item) => item * 31 % 17)], validation, CancellationToken.None);
        Assert.True(stack.Ranking.Weights[0] > 3 * Math.Abs(stack.Ranking.Weights[1]));
        Assert.True(stack.Decision.Weights[0] > 3 * Math.Abs(stack.Decision.Weights[1]));
        float[][] lists = stack.ScoreCandidates(validation.Rankings);
        float[] pairs = stack.ScorePairs(validation.Pairs);
        RankingQuestion first = validation.Rankings[0];
        Assert.Equal(stack.Ranking.Score([(targets.Contains((first.User, first.Candidates[0])) ? 1 : 0) + (first.Candidates[0] % 3), first.Candidates[0] * 31 % 17]), lists[0][0], 4);
        PairQuestion pair = validation.Pairs[1];
        Assert.Equal(stack.Decision.Logit([(targets.Contains((pair.User, pair.Item)) ? 1 : 0) + (pair.Item % 3), pair.Item * 31 % 17]), pairs[1], 4);
        Assert.Equal((validation.Rankings.Count, validation.Pairs.Count), (lists.Length, pairs.Length));
    }

    private sealed class Made(Func<int, int, int> score) : IScorer
    {
        public float[] ScorePairs(IReadOnlyList<PairQuestion> questions, CancellationToken cancellation = default) =>
            [.. questions.Select(question => (float)score(question.User, question.Item))];

        public float[][] ScoreCandidates(IReadOnlyList<RankingQuestion> questions, CancellationToken cancellation = default) =>
            [.. questions.Select(question => question.Candidates.Select(item => (float)score(question.User, item)).ToArray())];
    }
}
