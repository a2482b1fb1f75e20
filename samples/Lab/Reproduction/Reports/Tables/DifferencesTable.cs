using Bdlm.Lab.Reproduction.Reports.Paper;
using Bdlm.Lab.Reproduction.Reports.Summaries;

namespace Bdlm.Lab.Reproduction.Reports.Tables;

/// <summary>What differs from the paper.</summary>
internal static class DifferencesTable
{
    /// <summary>The table's name in links.</summary>
    public const string Id = "differences";

    /// <summary>One line a matter.</summary>
    public static ReportTable Of(ReportSummary summary)
    {
        PaperSettings paper = PaperFigures.Load().Settings;
        return new ReportTable(
            Id,
            "What differs from the paper",
            "Figures may be set beside the paper's only where these agree; else only the order and the size of gains say something.",
            ["matter", "the paper", "here"],
            TextColumns: 3,
            [
                ["data", paper.Data, summary.Dataset],
                ["backbone", paper.Backbone, summary.Backbone],
                ["width d", paper.Dim, $"{summary.Dim}"],
                ["candidates", paper.Candidates, summary.Candidates],
                ["split", paper.Split, summary.Split],
                ["filtering", paper.Filtering, summary.Filtering],
                ["users judged", paper.Users, NumberText.Count(summary.Users)],
                ["seeds", paper.Seeds, string.Join(", ", summary.Seeds)],
                ["threshold of decisions", paper.Threshold, "chosen on validation pairs, by F1"],
                .. summary.Method.Select(choice => (string[])[choice.Matter, paper.Method.GetValueOrDefault(choice.Matter, "not told"), choice.Choice]),
            ]);
    }
}
