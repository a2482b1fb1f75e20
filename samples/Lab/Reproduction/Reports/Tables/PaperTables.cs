using Bdlm.Lab.Reproduction.Comparison;
using Bdlm.Lab.Reproduction.Reports.Paper;
using Bdlm.Lab.Reproduction.Reports.Summaries;

namespace Bdlm.Lab.Reproduction.Reports.Tables;

/// <summary>The paper's own figures beside ours: the figures where the data are the same, and the gains in any case.</summary>
internal static class PaperTables
{
    private static readonly string[] Shown = [Measures.HitRate1.Name, Measures.HitRate2.Name, Measures.Precision.Name, Measures.Recall.Name, Measures.F1.Name];

    /// <summary>The tables that have anything to show.</summary>
    public static IEnumerable<ReportTable> Of(ReportSummary summary) =>
        new[] { Figures(summary), Gains(summary) }.Where(table => table.HasRows);

    private static ReportTable Figures(ReportSummary summary)
    {
        PaperTable? paper = AskedAlike(summary) ? PaperFigures.Load().Find(summary.Experiment, summary.Dataset) : null;
        return new ReportTable(
            "paper",
            "Beside the paper",
            $"Ours, and the paper's ({paper?.Source}). Its candidate lists are unpublished, so aim at the order and the size of the gains, not at the digits.",
            ["row", .. Shown.SelectMany(measure => new[] { measure, "paper" })],
            TextColumns: 1,
            [.. summary.Rows.Where(row => paper?.Find(row.Name) is not null).Select(row => Row(row, paper!.Find(row.Name)!))]);
    }

    // Test questions with candidates of the paper's mix; figures of others cannot be set beside it.
    private static bool AskedAlike(ReportSummary summary) =>
        !summary.Questions.Any(questions => questions.AreOfValidation) && !summary.Run.Command.Contains("--candidates", StringComparison.Ordinal);

    private static IReadOnlyList<string> Row(RowSummary row, PaperRow paper) =>
        [row.Name, .. Shown.SelectMany(measure => new[] { NumberText.Figure(row[measure]?.Mean), NumberText.Figure(paper.Value(measure)) })];

    private static ReportTable Gains(ReportSummary summary)
    {
        PaperTable? paper = PaperFigures.Load().Tables.FirstOrDefault(table => table.Experiment == summary.Experiment);
        return new ReportTable(
            "gains",
            "Gains beside the paper's",
            $"By how much the first row is above the second; the paper's gains from its {paper?.Source} on {paper?.Dataset}.",
            ["first", "second", "figure", $"here, {summary.Dataset}", $"paper, {paper?.Dataset}"],
            TextColumns: 3,
            [.. summary.Tests.Select(test => GainRow(test, paper)).OfType<IReadOnlyList<string>>()]);
    }

    private static IReadOnlyList<string>? GainRow(PairedTest test, PaperTable? paper) =>
        paper?.Find(test.First)?.Value(test.Measure) is { } first && paper.Find(test.Second)?.Value(test.Measure) is { } second
            ? [test.First, test.Second, test.Measure, NumberText.Gain(test.FirstMean, test.SecondMean), NumberText.Gain(first, second)]
            : null;
}
