using System.Net;
using System.Text;
using Bdlm.Lab.Reproduction.Reports.Plots;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Reports.Tables;

namespace Bdlm.Lab.Reproduction.Reports.Texts;

/// <summary>A report as one page that needs nothing else: style and plots stand inside, and there is no script.</summary>
internal static class HtmlText
{
    /// <summary>The whole page.</summary>
    /// <param name="summary">What the report tells.</param>
    /// <param name="svgs">The plots by name, as <see cref="PlotImages.Svg"/> draws them.</param>
    public static string Of(ReportSummary summary, IReadOnlyDictionary<string, string> svgs)
    {
        var text = new StringBuilder();
        string title = Encode(ReportWords.Title(summary));
        text.Append($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<title>{title}</title>\n<style>\n{HtmlStyle.Css}</style>\n</head>\n<body>\n");
        text.Append($"<header>\n<h1>{title}</h1>\n{Paragraphs(ReportWords.Introduction(summary))}</header>\n<main>\n");
        ReportTable[] tables = [.. ReportTables.Of(summary)];
        PlotSpec[] plots = [.. ReportPlots.Of(summary)];
        foreach (ReportTable table in tables)
        {
            AddSection(text, table, Belonging(plots, table.Id, summary), svgs);
        }

        AddFigures(text, [.. plots.Where(plot => !tables.Any(table => Belonging([plot], table.Id, summary).Any()))], svgs);
        AddRemarks(text, summary);
        text.Append("</main>\n</body>\n</html>\n");
        return text.ToString();
    }

    // A plot stands under the table that it draws.
    private static IEnumerable<PlotSpec> Belonging(IEnumerable<PlotSpec> plots, string table, ReportSummary summary) =>
        plots.Where(plot => plot.Name == table || (table == FiguresTable.Id && plot.Name.StartsWith($"{summary.Experiment}-", StringComparison.Ordinal)));

    private static void AddSection(StringBuilder text, ReportTable table, IEnumerable<PlotSpec> plots, IReadOnlyDictionary<string, string> svgs)
    {
        text.Append($"<section id=\"{table.Id}\">\n<h2>{Encode(table.Title)}</h2>\n");
        text.Append($"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{Encode(table.Title)}\">\n{Table(table)}</div>\n");
        foreach (PlotSpec plot in plots)
        {
            text.Append(Figure(plot, svgs[plot.Name]));
        }

        text.Append("</section>\n");
    }

    private static void AddFigures(StringBuilder text, PlotSpec[] plots, IReadOnlyDictionary<string, string> svgs)
    {
        if (plots.Length > 0)
        {
            text.Append($"<section id=\"diagnostics\">\n<h2>What explains it</h2>\n{string.Concat(plots.Select(plot => Figure(plot, svgs[plot.Name])))}</section>\n");
        }
    }

    private static void AddRemarks(StringBuilder text, ReportSummary summary)
    {
        text.Append($"<section id=\"remarks\">\n<h2>Remarks</h2>\n{List(ReportWords.Remarks(summary))}</section>\n");
        text.Append($"<section id=\"repeat\">\n<h2>How to repeat it</h2>\n<pre><code>{Encode(summary.Run.Command)}</code></pre>\n{List(ReportWords.Provenance(summary))}</section>\n");
    }

    private static string Figure(PlotSpec plot, string svg) => $"<figure>\n<div class=\"card\">\n{svg}</div>\n<figcaption>{Encode(plot.Title)}</figcaption>\n</figure>\n";

    private static string Table(ReportTable table)
    {
        var text = new StringBuilder($"<table{ClassOf(table)}>\n<caption><span>{Encode(table.Caption)}</span></caption>\n<thead><tr>");
        text.AppendJoin("", table.Columns.Select((column, place) => $"<th scope=\"col\"{Align(table, place)}>{Encode(column)}</th>")).Append("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            text.Append($"<tr><th scope=\"row\">{Encode(row[0])}</th>");
            text.AppendJoin("", row.Skip(1).Select((cell, place) => $"<td{Align(table, place + 1)}>{Encode(cell)}</td>")).Append("</tr>\n");
        }

        return text.Append("</tbody>\n</table>\n").ToString();
    }

    // Figures keep their first column in sight while they scroll; words break into lines.
    private static string ClassOf(ReportTable table) =>
        table.TextColumns == table.Columns.Count ? " class=\"words\"" : table.TextColumns == 1 ? " class=\"figures\"" : "";

    private static string Align(ReportTable table, int column) => column < table.TextColumns ? " class=\"text\"" : "";

    private static string Paragraphs(IEnumerable<string> sentences) => string.Concat(sentences.Select(sentence => $"<p>{Encode(sentence)}</p>\n"));

    private static string List(IEnumerable<string> sentences) => $"<ul>\n{string.Concat(sentences.Select(sentence => $"<li>{Encode(sentence)}</li>\n"))}</ul>\n";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
