using System.Globalization;
using Bdlm.Data;
using Bdlm.Lab.Reproduction.Reports.Summaries;

namespace Bdlm.Lab.Reproduction.Reports.Tables;

/// <summary>Table 1: the sizes of the data after filtering.</summary>
internal static class StatisticsTable
{
    /// <summary>The table's name in files and links.</summary>
    public const string Id = "statistics";

    /// <summary>One line a part of the data.</summary>
    public static ReportTable Of(ReportSummary summary) => new(
        Id,
        "Data",
        $"{summary.Dataset}. Filtering: {summary.Filtering}. Split: {summary.Split}.",
        ["part", "users", "items", "interactions", "density", "per user", "per item"],
        TextColumns: 1,
        [.. summary.Statistics.Select(Row)]);

    private static IReadOnlyList<string> Row(StatisticsSummary part)
    {
        DataStatistics statistics = part.ToStatistics();
        return
        [
            part.Part,
            NumberText.Count(part.Users),
            NumberText.Count(part.Items),
            NumberText.Count(part.Interactions),
            (100 * statistics.Density).ToString("0.000", CultureInfo.InvariantCulture) + " %",
            statistics.InteractionsPerUser.ToString("0.0", CultureInfo.InvariantCulture),
            statistics.InteractionsPerItem.ToString("0.0", CultureInfo.InvariantCulture),
        ];
    }
}
