using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Reports;

/// <summary>From cells to what people look at. Equal cells and plans give equal bytes on one machine.</summary>
internal static class ReproductionReport
{
    /// <summary>Writes summary, tables, plots and page.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="plan">The rows and how the run was made.</param>
    /// <param name="cells">The finished cells, in any order; a report of a part of the plan says so.</param>
    /// <returns>What was written, for the console.</returns>
    /// <exception cref="InvalidDataException">The cells do not fit the plan or each other.</exception>
    public static ReportSummary Write(string folder, ReportPlan plan, IEnumerable<CellFile> cells)
    {
        ReportSummary summary = Reread(new SummaryBuilder(plan, cells).Build());
        ReportFolder.Write(folder, summary);
        return summary;
    }

    // Everything is drawn from what the file says: what could not be written cannot be shown.
    private static ReportSummary Reread(ReportSummary summary) => ResultJson.Parse<ReportSummary>(ResultJson.Text(summary), ReportFolder.SummaryName);
}
