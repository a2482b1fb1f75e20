using System.Text;
using Bdlm.Lab.Reproduction.Reports.Plots;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Reports.Tables;

namespace Bdlm.Lab.Reproduction.Reports.Texts;

/// <summary>A report as Markdown.</summary>
internal static class MarkdownText
{
    /// <summary>The whole report.</summary>
    public static string Of(ReportSummary summary)
    {
        var text = new StringBuilder($"# {ReportWords.Title(summary)}\n\n");
        foreach (string sentence in ReportWords.Introduction(summary))
        {
            text.Append(sentence).Append("\n\n");
        }

        foreach (ReportTable table in ReportTables.Of(summary))
        {
            text.Append($"## {table.Title}\n\n{Table(table)}\n{table.Caption}\n\n");
        }

        AddPlots(text, summary);
        AddList(text, "Remarks", ReportWords.Remarks(summary));
        text.Append($"## How to repeat it\n\n```\n{summary.Run.Command}\n```\n\n");
        AddLines(text, ReportWords.Provenance(summary));
        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>A table; numbers stand right.</summary>
    public static string Table(ReportTable table)
    {
        var text = new StringBuilder();
        AddRow(text, table.Columns);
        AddRow(text, table.Columns.Select((_, column) => column < table.TextColumns ? ":--" : "--:"));
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            AddRow(text, row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)));
        }

        return text.ToString();
    }

    private static void AddRow(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static void AddPlots(StringBuilder text, ReportSummary summary)
    {
        IReadOnlyList<PlotSpec> plots = ReportPlots.Of(summary);
        if (plots.Count > 0)
        {
            text.Append("## Plots\n\n");
        }

        foreach (PlotSpec plot in plots)
        {
            text.Append($"![{plot.Description.Replace("[", "(", StringComparison.Ordinal).Replace("]", ")", StringComparison.Ordinal)}]({plot.Name}.png)\n\n");
        }
    }

    private static void AddList(StringBuilder text, string heading, IReadOnlyList<string> sentences)
    {
        if (sentences.Count > 0)
        {
            text.Append($"## {heading}\n\n");
            AddLines(text, sentences);
        }
    }

    private static void AddLines(StringBuilder text, IEnumerable<string> sentences) => text.AppendJoin("", sentences.Select(sentence => $"- {sentence}\n")).Append('\n');
}
