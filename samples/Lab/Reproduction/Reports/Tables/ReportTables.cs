using Bdlm.Lab.Reproduction.Reports.Summaries;

namespace Bdlm.Lab.Reproduction.Reports.Tables;

/// <summary>All tables of a report, in reading order; those without rows are left out.</summary>
internal static class ReportTables
{
    /// <summary>The tables.</summary>
    public static IReadOnlyList<ReportTable> Of(ReportSummary summary) =>
    [
        .. new[] { FiguresTable.Of(summary), TestsTable.Of(summary) }
            .Concat(PaperTables.Of(summary))
            .Concat(BreakdownTables.Of(summary))
            .Append(StatisticsTable.Of(summary))
            .Append(DifferencesTable.Of(summary))
            .Append(CellsTable.Of(summary))
            .Where(table => table.HasRows),
    ];
}
