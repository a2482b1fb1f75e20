using Bdlm.Lab.Reproduction.Comparison;
using Bdlm.Lab.Reproduction.Reports.Summaries;

namespace Bdlm.Lab.Reproduction.Reports.Tables;

/// <summary>Where rows are good: HR@1 by activity, popularity and place.</summary>
internal static class BreakdownTables
{
    /// <summary>What the tables' names begin with.</summary>
    public const string IdPrefix = "by-";

    /// <summary>One table a breakdown.</summary>
    public static IEnumerable<ReportTable> Of(ReportSummary summary) => summary.Breakdowns.Select(Table);

    /// <summary>The short name of a breakdown: its first word that is not "of" or "the".</summary>
    public static string IdOf(Breakdown breakdown) => IdPrefix + (breakdown.By.StartsWith("user activity", StringComparison.Ordinal) ? "activity" : breakdown.By.Split(' ')[0]);

    private static ReportTable Table(Breakdown breakdown) => new(
        IdOf(breakdown),
        $"HR@1 by {breakdown.By}",
        "Mean over seeds with its 95 % interval over the group's users (bootstrap); n: users of the group.",
        ["row", .. breakdown.Groups.Select(group => $"{group} (n = {UsersOf(breakdown, group)})")],
        TextColumns: 1,
        [.. breakdown.Cells.GroupBy(cell => cell.Row).Select(row => Row(row))]);

    private static int UsersOf(Breakdown breakdown, string group) => breakdown.Cells.First(cell => cell.Group == group).Users;

    private static IReadOnlyList<string> Row(IGrouping<string, BreakdownCell> row) =>
        [row.Key, .. row.Select(cell => $"{NumberText.Figure(cell.Mean)} ({NumberText.Range(cell.Lower, cell.Upper)})")];
}
