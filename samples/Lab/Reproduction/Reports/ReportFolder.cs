using System.Text;
using Bdlm.Lab.Reproduction.Reports.Plots;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Reports.Texts;
using Bdlm.Lab.Reproduction.Results;
using Bdlm.Serialization;

namespace Bdlm.Lab.Reproduction.Reports;

/// <summary>The files of a report: all but the summary are made from the summary alone.</summary>
internal static class ReportFolder
{
    /// <summary>The summary's file.</summary>
    public const string SummaryName = "results.json";

    /// <summary>The page's file.</summary>
    public const string PageName = "index.html";

    /// <summary>Writes all files, each by temporary file and rename.</summary>
    /// <param name="folder">Where to; made where it is missing.</param>
    /// <param name="summary">What the report tells.</param>
    public static void Write(string folder, ReportSummary summary)
    {
        Directory.CreateDirectory(folder);
        IReadOnlyList<PlotSpec> plots = ReportPlots.Of(summary);
        Dictionary<string, string> svgs = plots.ToDictionary(plot => plot.Name, PlotImages.Svg);
        foreach (PlotSpec plot in plots)
        {
            Write(folder, new ReportDocument($"{plot.Name}.svg", svgs[plot.Name]));
            byte[] png = PlotImages.Png(plot);
            AtomicFile.Write(Path.Combine(folder, $"{plot.Name}.png"), stream => stream.Write(png));
        }

        foreach (ReportDocument document in Texts(summary, svgs))
        {
            Write(folder, document);
        }
    }

    /// <summary>The files that depend on no fonts: summary, Markdown, CSV, and the page around given plots.</summary>
    public static IEnumerable<ReportDocument> Texts(ReportSummary summary, IReadOnlyDictionary<string, string> svgs) =>
    [
        new(SummaryName, ResultJson.Text(summary).ReplaceLineEndings("\n") + "\n"),
        new($"{summary.Experiment}.md", MarkdownText.Of(summary)),
        .. CsvText.Of(summary),
        new(PageName, HtmlText.Of(summary, svgs)),
    ];

    private static void Write(string folder, ReportDocument document)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(document.Text);
        AtomicFile.Write(Path.Combine(folder, document.Name), stream => stream.Write(bytes));
    }
}
