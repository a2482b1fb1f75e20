using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Comparison;

public sealed class ModelAnswersTests
{
    [Fact]
    public void Of_RanksAndDecisions_GivesValuesUserByUser()
    {
        // Labels are 10 10 10: user 0 is right twice, user 1 says yes to both, user 2 no to both.
        ModelAnswers answers = Read(SampleReport.Model("m", [1, 2, 4], "101100"));
        Assert.Equal([1, 0, 0], answers.FirstHits);
        Assert.Equal([1, 1, 0], answers.SecondHits);
        Assert.Equal([1, 0.5, 0.25], answers.ReciprocalRanks);
        Assert.Equal([new DecisionCounts(1, 0, 1, 0), new DecisionCounts(1, 1, 0, 0), new DecisionCounts(0, 0, 1, 1)], answers.Decisions);
    }

    [Fact]
    public void Of_UserTwice_NamesCellAndModel()
    {
        ModelResult twice = SampleReport.Model("m", [1, 2], "1010") with { Users = [3, 3] };
        InvalidDataException fault = Assert.Throws<InvalidDataException>(() => Read(twice));
        Assert.Equal("cell c-1, model m: a user stands twice among the 2 users; expected one ranking question a user, since the user is the unit of the tests.", fault.Message);
    }

    [Fact]
    public void Of_TooFewPairs_TellsBothNumbers()
    {
        ModelResult few = SampleReport.Model("m", [1, 2], "1010") with { Decisions = "10", Labels = "10" };
        InvalidDataException fault = Assert.Throws<InvalidDataException>(() => Read(few));
        Assert.Equal("cell c-1, model m: 2 pair questions for 2 users; expected 2 a user, in the users' order.", fault.Message);
    }

    [Fact]
    public void Of_RankZero_Throws() =>
        Assert.Contains("rank 0; expected ranks of at least 1", Assert.Throws<InvalidDataException>(() => Read(SampleReport.Model("m", [0, 2], "1010"))).Message, StringComparison.Ordinal);

    [Fact]
    public void IsKnown_WithoutPairs_RankingAlone()
    {
        ModelAnswers answers = Read(SampleReport.Model("m", [1, 2], "1010") with { Decisions = "", Labels = "", Auc = double.NaN });
        Assert.Equal(["HR@1", "HR@2", "MRR"], Measures.All.Where(measure => measure.IsKnown(answers)).Select(measure => measure.Name));
    }

    private static ModelAnswers Read(ModelResult model) => ModelAnswers.Of(SampleReport.Cell("c-1", 1, model), model);
}
