using Bdlm.Lab.Reproduction.Comparison;
using Bdlm.Lab.Reproduction.Reports.Paper;
using Bdlm.Lab.Reproduction.Reports.Plots;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Reports.Tables;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Reports.Texts;

/// <summary>The sentences of a report, the same in Markdown, HTML and on the console.</summary>
internal static class ReportWords
{
    /// <summary>The report's title.</summary>
    public static string Title(ReportSummary summary) => $"BDLM, {NameOf(summary.Experiment)} on {summary.Dataset}";

    /// <summary>What was done and what came out, a paragraph each.</summary>
    public static IReadOnlyList<string> Introduction(ReportSummary summary) =>
    [
        .. summary.Questions.Any(questions => questions.AreOfValidation) ? ["Judged on the validation questions, which also chose epochs, thresholds and the weights of stacks: figures to choose by, not to quote."] : Array.Empty<string>(),
        summary.Users == 0
            ? $"{summary.Dataset}, {summary.Scale} scale."
            : $"{ReportPlots.Setting(summary)}, {summary.Scale} scale; {summary.Cells.Count} cells in {NumberText.Duration(summary.Run.Seconds)}.",
        .. summary.Run.MissingCells == 0 ? Array.Empty<string>() : [$"{summary.Run.MissingCells} cells of the plan have not been run yet: the figures are preliminary."],
        .. summary.Tests.Count == 0 ? Array.Empty<string>() : [Findings(summary)],
        .. PaperFigures.Load().Statements.Where(statement => statement.Experiment == summary.Experiment).Select(statement => statement.Text),
    ];

    /// <summary>What a reader has to know besides.</summary>
    public static IReadOnlyList<string> Remarks(ReportSummary summary) =>
    [
        .. summary.Notes,
        .. summary.Rows.Any(row => row.Kind == RowKind.Stack) ? ["Rows with a plus are stacks: the scores of their parts, with weights that are fitted on validation questions. Their validation figures are a little too good for that."] : Array.Empty<string>(),
        .. summary.Rows.Any(row => row.Model.StartsWith("BDLM-fit", StringComparison.Ordinal)) ? ["BDLM-fit is no row of the paper: BDLM-llm, BDLM-drs and the domain side's own d, joined as the stacks are. BDLM-drs is the paper's, with the head as training left it."] : Array.Empty<string>(),
        .. summary.Run.Versions.Count > 1 ? [$"The cells were made by {summary.Run.Versions.Count} versions of the library (see below)."] : Array.Empty<string>(),
        .. summary.Questions.Count > 1 ? ["The cells answered different questions (see below): rows of different questions must not be compared."] : Array.Empty<string>(),
        .. summary.Rows.Where(row => row.Extra.Count > 0).Select(row => $"{row.Key}: {string.Join(", ", row.Extra.Select(figure => $"{figure.Key} {NumberText.Figure(figure.Value)}"))}."),
        .. summary.Tests.Count == 0 ? Array.Empty<string>() : ["The tests take the trained models as given: they say what other users would show, not what other seeds would. For those, see the deviation over seeds and the column \"ahead\"."],
        .. PaperFigures.Load().Cautions,
    ];

    /// <summary>Where the figures come from.</summary>
    public static IReadOnlyList<string> Provenance(ReportSummary summary) =>
    [
        $"plan {summary.Run.PlanHash}, data {summary.DatasetHash}",
        .. summary.Run.Versions.Select(version => $"made by Bdlm {version}"),
        .. summary.Run.Machines.Select(machine => $"on {machine}"),
        .. summary.Questions.Select(Questions),
    ];

    private static string Questions(QuestionHashes hashes) =>
        $"questions of seed {hashes.Seed}: test candidates {hashes.TestCandidates}, test pairs {hashes.TestPairs}, validation candidates {hashes.ValidationCandidates}, validation pairs {hashes.ValidationPairs}";

    private static string Findings(ReportSummary summary)
    {
        PairedTest[] real = [.. summary.Tests.Where(test => test.IsReal)];
        return real.Length == 0
            ? $"None of the {summary.Tests.Count} tested differences is real at the 5 % level after Holm's correction."
            : $"Of {summary.Tests.Count} tested differences {real.Length} {(real.Length == 1 ? "is" : "are")} real at the 5 % level after Holm's correction: {string.Join("; ", real.Select(Sentence))}.";
    }

    private static string Sentence(PairedTest test) => test.Difference > 0
        ? $"{test.First} above {test.Second} in {test.Measure} ({NumberText.Gain(test.FirstMean, test.SecondMean)})"
        : $"{test.First} below {test.Second} in {test.Measure} ({NumberText.Gain(test.FirstMean, test.SecondMean)})";

    private static string NameOf(string experiment) => experiment.Length > 0 && char.IsAsciiDigit(experiment[^1]) ? $"{experiment[..^1]} {experiment[^1]}" : experiment;
}
