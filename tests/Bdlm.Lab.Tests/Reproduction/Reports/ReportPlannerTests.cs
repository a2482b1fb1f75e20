using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Results;
using Bdlm.Lab.Reproduction.Rows;
using Bdlm.Lab.Reproduction.Rows.Domain;
using Bdlm.Lab.Reproduction.Running;

namespace Bdlm.Lab.Reproduction.Reports;

/// <summary>From a run's folder to its report: the plan and the cells above it are checked, too.</summary>
public sealed class ReportPlannerTests : IDisposable
{
    private static readonly IReadOnlyList<IRowRecipe> Recommenders = [new DomainRowRecipe(DomainKind.LightGcn), new DomainRowRecipe(DomainKind.MatrixFactorization)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_TinyRun_GivesAReportThatAgreesWithPlanAndCells()
    {
        ReportSummary summary = WriteReport();
        Assert.Equal((6, 0, 2), (summary.Users, summary.Run.MissingCells, summary.Cells.Count));
        Assert.Equal(["LightGCN", "MF"], summary.Rows.Select(row => row.Key));
        Assert.Equal(3, summary.Breakdowns.Count);
        Assert.Empty(ReportCheck.Of(_folder.File("tiny")));
    }

    [Fact]
    public void Check_OtherPlanAboveTheReport_IsFound()
    {
        ReportSummary summary = WriteReport();
        PlanFile plan = ResultJson.Read<PlanFile>(_folder.File(PlanFile.FileName));
        ResultJson.Write(_folder.File(PlanFile.FileName), plan with { Scale = "paper" });
        Assert.EndsWith($"expected {summary.Run.PlanHash}, as the report tells. Run the command again.", Assert.Single(ReportCheck.Of(_folder.File("tiny"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OtherCellAboveTheReport_IsFound()
    {
        string id = WriteReport().Cells[0].Id;
        var store = new CellStore(_folder.FullPath);
        store.Write(store.Read(id) with { Title = "another" });
        Assert.StartsWith($"cells/{id}.json is not the cell that the summary was made from", Assert.Single(ReportCheck.Of(_folder.File("tiny"))), StringComparison.Ordinal);
    }

    private ReportSummary WriteReport()
    {
        ReproduceRequest request = TinyRun.Request(_folder.FullPath);
        using ReproduceRun run = TinyRun.Open(request, Recommenders);
        run.Run(new PlainPlanDisplay(TextWriter.Null), CancellationToken.None);
        ReportPlan plan = ReportPlanner.Of(run.Plan, request.Experiment, TinyRun.Setting(), "lab reproduce tiny");
        return ReproductionReport.Write(_folder.File("tiny"), plan, run.Cells.Select(cell => run.Store.Read(cell.Id)));
    }
}
