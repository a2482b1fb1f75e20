using FsCheck;
using FsCheck.Xunit;

namespace Bdlm.Evaluation;

public sealed class PointwiseRankingTests
{
    [Property]
    public void Score_ListsOfAnyLength_AreFoldedBackInOrder(NonNegativeInt[] lengths)
    {
        RankingQuestion[] questions = [.. lengths.Select((length, user) => new RankingQuestion(user, [user], [.. Enumerable.Range(100 * user, length.Get % 20)]))];
        float[][] rows = PointwiseRanking.Score(questions, pairs => [.. pairs.Select(pair =>
        {
            Assert.Equal([pair.User], pair.History);
            return (float)pair.Item;
        })]);
        Assert.Equal(questions.Select(question => question.Candidates.Select(item => (float)item)), rows);
    }
}
