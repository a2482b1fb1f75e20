using Bdlm.Lab.Reproduction.Comparison;
using Bdlm.Lab.Reproduction.Reports.Summaries;

namespace Bdlm.Lab.Reproduction.Reports.Tables;

/// <summary>Which differences are real.</summary>
internal static class TestsTable
{
    /// <summary>The table's name in files and links.</summary>
    public const string Id = "tests";

    private const string Caption = "Paired over users, each user's figure averaged over seeds first: t-test for hit rates, bootstrap of the difference for F1. p after Holm's correction over all tests of this table; a difference is called real where it is at most 0.05. Ahead: seeds in which the first row's figure is the higher one.";

    /// <summary>One line a test.</summary>
    public static ReportTable Of(ReportSummary summary) => new(
        Id,
        "Which differences are real",
        Caption,
        ["first", "second", "figure", "real", "first's", "second's", "difference", "95 %", "gain", "p (Holm)", "ahead", "question"],
        TextColumns: 4,
        [.. summary.Tests.Select(Row)]);

    /// <summary>What a test says.</summary>
    public static string Verdict(PairedTest test) => !test.IsReal ? "no" : test.Difference > 0 ? "yes" : "yes, the other way";

    private static IReadOnlyList<string> Row(PairedTest test) =>
    [
        test.First,
        test.Second,
        test.Measure,
        Verdict(test),
        NumberText.Figure(test.FirstMean),
        NumberText.Figure(test.SecondMean),
        NumberText.Signed(test.Difference),
        $"{NumberText.Signed(test.Lower)} to {NumberText.Signed(test.Upper)}",
        NumberText.Gain(test.FirstMean, test.SecondMean),
        NumberText.PValue(test.HolmPValue),
        $"{test.SeedsAhead} of {test.Seeds}",
        test.Question,
    ];
}
