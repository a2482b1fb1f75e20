using Bdlm.Lab.Reproduction.Comparison;
using Bdlm.Lab.Reproduction.Reports.Summaries;

namespace Bdlm.Lab.Reproduction.Reports.Tables;

/// <summary>The table of an experiment: a row a model, mean ± deviation over seeds, and intervals over users.</summary>
internal static class FiguresTable
{
    /// <summary>The table's name in links.</summary>
    public const string Id = "figures";

    private static readonly string[] WithInterval = [Measures.HitRate1.Name, Measures.F1.Name];

    /// <summary>The table.</summary>
    public static ReportTable Of(ReportSummary summary)
    {
        bool hasGroups = summary.Rows.Any(row => row.Group.Length > 0);
        string[] names = [.. Measures.All.Select(measure => measure.Name)];
        string[] first = hasGroups ? ["model", "row"] : ["row"];
        return new ReportTable(
            Id,
            "Results",
            $"{summary.Dataset}, {NumberText.Count(summary.Users)} users, 1 positive among {summary.CandidateCount} candidates, two pair questions a user. Mean ± standard deviation over seeds; 95 %: interval over users.",
            [.. first, .. names.SelectMany(name => WithInterval.Contains(name) ? new[] { name, "95 %" } : [name]), "seeds"],
            first.Length,
            [.. summary.Rows.Select(row => Row(row, hasGroups, names))]);
    }

    private static IReadOnlyList<string> Row(RowSummary row, bool hasGroups, string[] names) =>
    [
        .. hasGroups ? new[] { row.Group, row.Name } : [row.Name],
        .. names.SelectMany(name => Cells(row[name], WithInterval.Contains(name))),
        row.MissingCells == 0 ? $"{row.Cells.Count}" : $"{row.Cells.Count} of {row.Cells.Count + row.MissingCells}",
    ];

    private static IEnumerable<string> Cells(MeasuredValue? value, bool withInterval)
    {
        yield return value is null ? NumberText.None : NumberText.Spread(value.Mean, value.Deviation);
        if (withInterval)
        {
            yield return NumberText.Range(value?.Lower, value?.Upper);
        }
    }
}
