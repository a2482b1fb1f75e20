using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Reports.Plots;

public sealed class ReportPlotsTests
{
    [Fact]
    public void Of_FigureFive_GroupsBarsByModelAndSide()
    {
        BarsSpec plot = Assert.IsType<BarsSpec>(ReportPlots.Of(Summary("figure5", ("NCF, drs", "full", null), ("NCF, drs", "w/o JL", null), ("LightGCN, drs", "full", null)))[0]);
        Assert.Equal(("figure5-hr1", "HR@1: sample, 60 users, 1 seed"), (plot.Name, plot.Title));
        Assert.Equal(["NCF, drs", "LightGCN, drs"], plot.Categories);
        Assert.Equal([("full", false), ("w/o JL", true)], plot.Series.Select(series => (series.Name, series.Bars[1] is null)));
    }

    [Fact]
    public void Of_FigureSix_OrdersPointsByWeight()
    {
        LinesSpec plot = Assert.IsType<LinesSpec>(ReportPlots.Of(Summary("figure6", ("drs", "λ = 1", 1), ("drs", "λ = 0", 0), ("drs", "λ = 0.1", 0.1)))[0]);
        Assert.True(plot.IsLogarithmic);
        Assert.Equal([0, 0.1, 1], Assert.Single(plot.Lines).X);
    }

    private static ReportSummary Summary(string experiment, params (string Group, string Name, double? Lambda)[] rows)
    {
        CellFile[] cells = [.. rows.Select((_, place) => SampleReport.Cell($"cell-{place}", 1, SampleReport.Drawn("BDLM-drs", 0.5, place)))];
        ReportRow[] planned = [.. rows.Select((row, place) => SampleReport.Row(row.Name, RowKind.Bdlm, $"cell-{place}") with { Group = row.Group, Lambda = row.Lambda, Model = "BDLM-drs" })];
        return new SummaryBuilder(SampleReport.Plan(experiment, planned), cells).Build();
    }
}
