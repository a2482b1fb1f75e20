using Bdlm.Lab.Reproduction.Plans;

namespace Bdlm.Lab.Reproduction.Reports;

public sealed class ReportRowsTests
{
    [Fact]
    public void Of_TableThree_GivesARowAModelWithACellASeed()
    {
        var experiment = new PlannedExperiment("table3", [1, 2], [Cell("sasrec-lightgcn", 1, "SASRec + LightGCN"), Cell("bdlm", 1, "BDLM-llm", "BDLM-drs"), Cell("sasrec-lightgcn", 2, "SASRec + LightGCN"), Cell("bdlm", 2, "BDLM-llm", "BDLM-drs")]);
        IReadOnlyList<ReportRow> rows = ReportRows.Of(experiment);
        Assert.Equal([("SASRec + LightGCN", RowKind.Stack), ("BDLM-llm", RowKind.Bdlm), ("BDLM-drs", RowKind.Bdlm)], rows.Select(row => (row.Key, row.Kind)));
        Assert.Equal(["bdlm-1", "bdlm-2"], rows[2].Cells);
    }

    [Fact]
    public void Of_FigureFive_GroupsByRecommenderAndSide()
    {
        var experiment = new PlannedExperiment("figure5", [1], [Cell("ncf", 1, "NCF"), Cell("bdlm-ncf", 1, "BDLM-llm on NCF"), Cell("bdlm-ncf-without-jl", 1, "BDLM-llm on NCF w/o JL")]);
        Assert.Equal([("NCF, drs", "alone"), ("NCF, llm", "full"), ("NCF, llm", "w/o JL")], ReportRows.Of(experiment).Select(row => (row.Group, row.Name)));
    }

    [Fact]
    public void Of_FigureSix_ReadsTheWeightFromNameOrSettings()
    {
        PlannedCell byScale = Cell("bdlm", 1, "BDLM-drs") with { Settings = new Dictionary<string, string> { ["joint.mutual weight"] = "0.1" } };
        var experiment = new PlannedExperiment("figure6", [1], [Cell("bdlm-0", 1, "BDLM-drs λ 0"), byScale]);
        Assert.Equal([("LightGCN, drs: λ = 0", 0.0), ("LightGCN, drs: λ = 0.1", 0.1)], ReportRows.Of(experiment).Select(row => (row.Key, row.Lambda!.Value)));
    }

    private static PlannedCell Cell(string recipe, int seed, params string[] models) =>
        new() { Id = $"{recipe}-{seed}", Recipe = recipe, Title = recipe, Models = models, Seed = seed, Settings = new Dictionary<string, string>() };
}
