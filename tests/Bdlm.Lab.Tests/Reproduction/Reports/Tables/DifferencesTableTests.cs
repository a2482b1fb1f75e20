using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Reports.Tables;

public sealed class DifferencesTableTests
{
    [Fact]
    public void Of_MethodOfARun_StandsBesideThePapers()
    {
        IReadOnlyList<IReadOnlyList<string>> rows = DifferencesTable.Of(Summary()).Rows;
        Assert.Contains(rows, row => row.SequenceEqual(["inputs of the head", "h and d", "h, d and <logits>"]));
    }

    [Fact]
    public void Of_MatterThatThePaperLeavesOpen_SaysSo()
    {
        ReportSummary summary = Summary() with { Method = [new MethodChoice("length of a turn", "1 batch")] };
        Assert.Equal(["length of a turn", "not told", "1 batch"], DifferencesTable.Of(summary).Rows[^1]);
    }

    private static ReportSummary Summary()
    {
        (ReportPlan plan, CellFile[] cells) = SampleReport.TableThree();
        return new SummaryBuilder(plan, cells).Build();
    }
}
