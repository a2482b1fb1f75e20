namespace Bdlm.Lab.Reproduction.Comparison;

public sealed class BreakdownTests
{
    [Fact]
    public void Of_FourUsers_AveragesWithinGroups()
    {
        RowAnswers row = SampleReport.Answers("r", SampleReport.Model("m", [1, 2, 1, 1], "10101010"));
        var facts = new QuestionFacts([3, 2, 1, 0], [40, 30, 20, 10], [5, 5, 5, 5]);
        IReadOnlyList<Breakdown> found = Breakdown.Of([row], facts, 20);

        // The facts are looked up by user: user 0 has 10 training items.
        Assert.Equal([("10", 1, 1.0), ("20", 1, 0), ("30", 1, 1), ("40", 1, 1)], found[0].Cells.Select(cell => (cell.Group, cell.Users, cell.Mean)));
        Assert.Equal([("5", 4, 0.75)], found[1].Cells.Select(cell => (cell.Group, cell.Users, cell.Mean)));
        Assert.Equal(["1–5"], found[2].Groups);
    }

    [Fact]
    public void Of_WithoutFacts_KnowsThePlaceAlone()
    {
        RowAnswers row = SampleReport.Answers("r", SampleReport.Drawn("m", 0.5, 1));
        Assert.Equal(["place of the target among the candidates"], Breakdown.Of([row], null, 20).Select(breakdown => breakdown.By));
    }

    [Fact]
    public void For_UnknownUser_Throws()
    {
        var facts = new QuestionFacts([0], [1], [1]);
        Assert.Equal(
            "user 7 was judged but has no ranking question; expected users of the candidate lists. Use the lists that the cells were run with.",
            Assert.Throws<InvalidDataException>(() => facts.For([7])).Message);
    }
}
