namespace Bdlm.Lab.Reproduction.Plans;

public sealed class RowSelectionTests
{
    private static readonly IReadOnlyList<PlannedCell> Cells = new PlanBuilder(TinyRun.Setting(), "laptop", "hash", new(1, "a", "b", "c", "d"))
        .Build("table4", ExperimentRows.Of("table4", TinyRun.Scale), [1, 2]).Experiments[0].Cells;

    [Theory]
    [InlineData("GMF", "gmf")]
    [InlineData("bdlm-drs on gmf", "bdlm-gmf")]
    [InlineData("bdlm-gmf", "bdlm-gmf")]
    [InlineData("BDLM on GMF", "bdlm-gmf")]
    public void Of_NameOfRowOrModel_TakesItsCellsOfEverySeed(string name, string recipe) =>
        Assert.Equal([(recipe, 1), (recipe, 2)], RowSelection.Of(Cells, [name]).Select(cell => (cell.Recipe, cell.Seed)));

    [Fact]
    public void Of_NoName_TakesAll() => Assert.Equal(Cells, RowSelection.Of(Cells, []));

    [Fact]
    public void Of_UnknownName_ListsTheModels()
    {
        var fault = Assert.Throws<ArgumentException>(() => RowSelection.Of(Cells, ["GMF", "SASRec"]));
        Assert.StartsWith("--only names SASRec; expected rows of this experiment: NCF, BDLM-llm on NCF, BDLM-drs on NCF,", fault.Message, StringComparison.Ordinal);
    }
}
