using Bdlm.Lab.Reproduction.Comparison;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Reports.Tables;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Bdlm.Lab.Reproduction.Reports.Texts;

/// <summary>The tables at the end of the command: the figures without intervals, and the tests without words.</summary>
internal static class ConsoleTables
{
    /// <summary>What to print, in order.</summary>
    public static IEnumerable<IRenderable> Of(ReportSummary summary)
    {
        if (summary.Rows.Count == 0)
        {
            ReportTable statistics = StatisticsTable.Of(summary);
            yield return Start(ReportWords.Title(summary), statistics.Columns, statistics.Rows, statistics.TextColumns);
            yield break;
        }

        yield return Start(ReportWords.Title(summary), ["row", .. Measures.All.Select(measure => measure.Name)], [.. summary.Rows.Select(Row)], textColumns: 1);
        if (summary.Tests.Count > 0)
        {
            yield return Start("which differences are real", ["first", "second", "figure", "real", "difference", "gain", "p (Holm)"], [.. summary.Tests.Select(Row)], textColumns: 4);
        }

        foreach (string sentence in ReportWords.Introduction(summary))
        {
            yield return new Markup(sentence.EscapeMarkup() + "\n");
        }
    }

    private static Table Start(string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows, int textColumns)
    {
        var table = new Table().Border(TableBorder.Simple).Title(title.EscapeMarkup());
        for (int column = 0; column < columns.Count; column++)
        {
            var added = new TableColumn(columns[column].EscapeMarkup()).Padding(1, 0);
            table.AddColumn(column < textColumns ? added : added.RightAligned().NoWrap());
        }

        foreach (IReadOnlyList<string> row in rows)
        {
            table.AddRow([.. row.Select(cell => cell.EscapeMarkup())]);
        }

        return table;
    }

    private static IReadOnlyList<string> Row(RowSummary row) =>
        [row.Key, .. Measures.All.Select(measure => row[measure.Name] is { } value ? NumberText.Spread(value.Mean, value.Deviation) : NumberText.None)];

    private static IReadOnlyList<string> Row(PairedTest test) =>
        [test.First, test.Second, test.Measure, TestsTable.Verdict(test), NumberText.Signed(test.Difference), NumberText.Gain(test.FirstMean, test.SecondMean), NumberText.PValue(test.HolmPValue)];
}
