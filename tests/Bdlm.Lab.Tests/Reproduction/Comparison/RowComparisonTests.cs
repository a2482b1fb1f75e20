namespace Bdlm.Lab.Reproduction.Comparison;

public sealed class RowComparisonTests
{
    [Fact]
    public void Of_SeveralSeeds_AveragesEachUserFirst()
    {
        // First row, HR@1 by user over two seeds: 1, 1, ½, 0; second row: 0, 0, 0, 0. Differences: mean .625, deviation .478714,
        // t = .625 / (.478714 / 2) = 2.611165 with 3 degrees of freedom: four users, not eight answers.
        RowAnswers first = SampleReport.Answers("a", SampleReport.Model("m", [1, 1, 1, 5], "10101010"), SampleReport.Model("m", [1, 1, 5, 5], "10101010"));
        RowAnswers second = SampleReport.Answers("b", SampleReport.Model("m", [5, 5, 5, 5], "10101010"));
        PairedTest test = Compare(first, second).Single(test => test.Measure == "HR@1");
        Assert.Equal((4, 0.625, 2.611165), (test.Users, test.Difference, test.T));
        Assert.Equal(0.0796, test.PValue, 4);
        Assert.Equal((1, 1), (test.SeedsAhead, test.Seeds));
    }

    [Fact]
    public void Of_OneTable_CorrectsOverAllItsTests()
    {
        RowAnswers first = SampleReport.Answers("a", SampleReport.Drawn("m", 0.8, 1));
        RowAnswers second = SampleReport.Answers("b", SampleReport.Drawn("m", 0.2, 2));
        IReadOnlyList<PairedTest> tests = Compare(first, second);
        Assert.Equal(["HR@1", "HR@2", "F1"], tests.Select(test => test.Measure));
        Assert.Equal(HolmCorrection.Adjust([.. tests.Select(test => test.PValue)]).Select(Rounding.Round), tests.Select(test => test.HolmPValue), (one, other) => Math.Abs(one - other) < 1e-5);
        Assert.All(tests, test => Assert.True(test.IsReal));
    }

    [Fact]
    public void Of_MissingRow_IsLeftOut()
    {
        RowAnswers only = SampleReport.Answers("a", SampleReport.Drawn("m", 0.8, 1));
        Assert.Empty(RowComparison.Of(new Dictionary<string, RowAnswers> { ["a"] = only }, [new RowPair("a", "b", "?")]));
    }

    [Fact]
    public void ExpectSameUsers_OtherUsers_NamesTheRowsAndTheRemedy()
    {
        RowAnswers first = SampleReport.Answers("a", SampleReport.Model("m", [1, 2], "1010"));
        RowAnswers second = SampleReport.Answers("b", SampleReport.Model("m", [1, 2], "1010") with { Users = [1, 0] });
        InvalidDataException fault = Assert.Throws<InvalidDataException>(() => RowAnswers.ExpectSameUsers(first.Seeds[0], second.Seeds[0], "rows a and b"));
        Assert.Equal("rows a and b answered different questions; expected the same users in the same order with the same labels. Run both with one --question-seed and the same users.", fault.Message);
    }

    private static IReadOnlyList<PairedTest> Compare(RowAnswers first, RowAnswers second) =>
        RowComparison.Of(new Dictionary<string, RowAnswers> { [first.Key] = first, [second.Key] = second }, [new RowPair(first.Key, second.Key, "is a better?")]);
}
