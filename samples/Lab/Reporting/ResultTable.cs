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
        var table = new Table().Border(TableBorder.Simple).Title($"{result.Data.Name.EscapeMarkup()}: {result.Rows[0].Ranking.Count} users, 1 positive among {result.Data.TestCandidates.Lists[0].Items.Count} candidates");
        table.AddColumn(new TableColumn("model").NoWrap().Padding(0, 0));
        foreach (string column in (string[])["HR@1", "95 %", "HR@2", "95 %", "prec.", "recall", "F1", "AUC"])
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap().Padding(1, 0));
        }

        foreach (ModelRow row in result.Rows)
        {
            table.AddRow(Cells(row));
        }

        table.Caption("tokens: entity tokens and preloading, the sides trained one after the other");
        return table;
    }

    private static string[] Cells(ModelRow row)
    {
        (ConfidenceInterval first, ConfidenceInterval second) = (row.Ranking.HitRate(1), row.Ranking.HitRate(2));
        ClassificationResult decisions = row.Interaction.AtThreshold;
        return
        [
            row.Model.EscapeMarkup(),
            Show(first.Estimate), Range(first),
            Show(second.Estimate), Range(second),
            Show(decisions.Precision), Show(decisions.Recall), Show(decisions.F1), Show(row.Interaction.Auc),
        ];
    }

    private static string Range(ConfidenceInterval interval) => string.Create(CultureInfo.InvariantCulture, $"[grey]{interval.Lower:.00}–{interval.Upper:.00}[/]");

    private static string Show(double value) => value.ToString(".000;-.000", CultureInfo.InvariantCulture);
}
