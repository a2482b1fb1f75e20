using Bdlm.Lab.Reproduction.Comparison;
using Bdlm.Lab.Reproduction.Reports.Summaries;

namespace Bdlm.Lab.Reproduction.Reports;

public sealed class StandardPairsTests
{
    [Fact]
    public void For_TableThree_ChoosesTheBestBaselineOnValidationData()
    {
        // SASRec is the worse one on test data, but validation data choose.
        RowSummary[] rows = [Row("LightGCN", RowKind.Baseline, 0.3), Row("SASRec", RowKind.Baseline, 0.5, test: 0.1), Row("SASRec + LightGCN", RowKind.Stack, 0.9), Row("BDLM-drs", RowKind.Bdlm, 0.6)];
        Assert.Equal(
            [("BDLM-drs", "LightGCN"), ("BDLM-llm", "InstructRec"), ("BDLM-drs", "SASRec + LightGCN"), ("BDLM-fit", "SASRec + LightGCN"), ("BDLM-drs", "SASRec"), ("BDLM-llm", "SASRec")],
            StandardPairs.For("table3", rows).Select(pair => (pair.First, pair.Second)));
    }

    [Fact]
    public void For_FigureFive_HoldsFullAndTheNestedOnesAgainstEachOther()
    {
        RowSummary[] rows = [.. new[] { "full", "w/o JL", "w/o PE", "only PE removed" }.Select(name => Row(name, RowKind.Bdlm, 0.5, group: "NCF, drs"))];
        Assert.Equal(
            [("full", "w/o JL"), ("full", "w/o PE"), ("full", "only PE removed"), ("w/o JL", "w/o PE")],
            StandardPairs.For("figure5", rows).Select(pair => (pair.First["NCF, drs: ".Length..], pair.Second["NCF, drs: ".Length..])));
    }

    [Fact]
    public void For_FigureSix_HoldsTheChosenWeightAgainstBothEnds()
    {
        RowSummary[] rows = [.. new[] { (0.0, 0.3), (0.1, 0.5), (1, 0.4), (10, 0.2) }.Select(point => Row($"λ = {point.Item1}", RowKind.Bdlm, point.Item2, group: "drs") with { Lambda = point.Item1 })];
        Assert.Equal([("drs: λ = 0.1", "drs: λ = 0"), ("drs: λ = 0.1", "drs: λ = 10")], StandardPairs.For("figure6", rows).Select(pair => (pair.First, pair.Second)));
    }

    private static RowSummary Row(string name, RowKind kind, double validation, double test = 0.5, string group = "") => new()
    {
        Key = group.Length == 0 ? name : $"{group}: {name}",
        Name = name,
        Group = group,
        Kind = kind,
        Model = name,
        Cells = ["c"],
        MissingCells = 0,
        ValidationMrr = validation,
        Values = [new MeasuredValue("HR@1", test, null, null, null, [])],
        Extra = new Dictionary<string, double>(),
    };
}
