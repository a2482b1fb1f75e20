using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Rows;

namespace Bdlm.Lab.Reproduction.Plans;

public sealed class ExperimentRowsTests
{
    private static readonly RowSetting Setting = TinyRun.Setting();

    [Fact]
    public void Of_EveryExperiment_HasRowsWithDifferentNamesAndModels()
    {
        foreach (string experiment in ExperimentRows.Names)
        {
            IReadOnlyList<IRowRecipe> rows = ExperimentRows.Of(experiment, Setting.Scale);
            Assert.Equal(rows.Count, rows.Select(row => row.Name).Distinct().Count());
            Assert.Equal(rows.Sum(row => row.Models.Count), rows.SelectMany(row => row.Models).Distinct().Count());
            Assert.All(rows, row => Assert.Matches("^[a-z0-9-]+$", row.Name));
        }
    }

    [Fact]
    public void Of_Unknown_NamesTheExperiments()
    {
        var fault = Assert.Throws<ArgumentException>(() => ExperimentRows.Of("table2", Setting.Scale));
        Assert.Equal("the experiment is table2; expected one of table1, table3, table4, figure5, figure6, titles.", fault.Message);
    }

    [Fact]
    public void Of_TableAndFigures_ShareTheFullMethodsCell()
    {
        string[] ids = [.. ((string[])["table3", "figure5", "figure6"]).Select(experiment => Plan(experiment).Single(cell => cell.Recipe == "bdlm-lightgcn").Id)];
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public void Of_Figure6_HasACellForEachWeight()
    {
        string[] weights = [.. Plan("figure6").Select(cell => cell.Settings["joint.mutual weight"])];
        Assert.Equal(["0", "0.001", "0.01", "0.1", "1", "10"], weights);
        Assert.Equal(6, Plan("figure6").Select(cell => cell.Id).Distinct().Count());
    }

    [Fact]
    public void Of_Figure5_HasTheAblationsOfBothRecommenders() => Assert.Equal(
        [
            "lightgcn", "bdlm-lightgcn", "bdlm-lightgcn-without-jl", "bdlm-lightgcn-without-pe", "bdlm-lightgcn-without-et", "bdlm-lightgcn-only-pe-removed", "bdlm-lightgcn-only-et-removed",
            "ncf", "bdlm-ncf", "bdlm-ncf-without-jl", "bdlm-ncf-without-pe", "bdlm-ncf-without-et", "bdlm-ncf-only-pe-removed", "bdlm-ncf-only-et-removed",
        ],
        Plan("figure5").Select(cell => cell.Recipe));

    [Fact]
    public void Of_LanguageRateChanged_LeavesRecommendersAlone()
    {
        LabScale other = TinyRun.Scale with { LanguageRate = 1e-4 };
        (PlannedCell Before, PlannedCell After)[] cells = [.. Plan("table4").Zip(Plan("table4", other))];
        Assert.All(cells, pair => Assert.Equal(!pair.Before.Recipe.StartsWith("bdlm", StringComparison.Ordinal), pair.Before.Id == pair.After.Id));
    }

    private static IReadOnlyList<PlannedCell> Plan(string experiment, LabScale? scale = null)
    {
        RowSetting setting = TinyRun.Setting(scale);
        return new PlanBuilder(setting, "laptop", "hash", new(1, "a", "b", "c", "d")).Build(experiment, ExperimentRows.Of(experiment, setting.Scale), [1]).Experiments[0].Cells;
    }
}
