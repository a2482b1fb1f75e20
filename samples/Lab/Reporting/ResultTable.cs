using System.Globalization;
using Bdlm.Lab.Experiments;
using Bdlm.Metrics;
using Spectre.Console;

namespace Bdlm.Lab.Reporting;

/// <summary>The result table: one model a line, hit rates with their 95 % intervals.</summary>
internal static class ResultTable
{
    public static Table Build(ExperimentResult result)
    {
        var table = new Table().Border(TableBorder.Rounded).Title($"{result.Data.Name.EscapeMarkup()}: {result.Rows[0].Ranking.Count} users, 1 positive among {result.Data.TestCandidates.Lists[0].Items.Count} candidates");
        table.AddColumn("model");
        foreach (string column in (string[])["HR@1 [95 %]", "HR@2 [95 %]", "precision", "recall", "F1", "AUC"])
        {
            table.AddColumn(new TableColumn(column.EscapeMarkup()).RightAligned());
        }

        foreach (ModelRow row in result.Rows)
        {
            ClassificationResult decisions = row.Interaction.AtThreshold;
            table.AddRow(
                row.Model.EscapeMarkup(),
                Show(row.Ranking.HitRate(1)),
                Show(row.Ranking.HitRate(2)),
                Show(decisions.Precision),
                Show(decisions.Recall),
                Show(decisions.F1),
                Show(row.Interaction.Auc));
        }

        return table;
    }

    private static string Show(ConfidenceInterval interval) => $"{Show(interval.Estimate)} [{Show(interval.Lower)}, {Show(interval.Upper)}]".EscapeMarkup();

    private static string Show(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
