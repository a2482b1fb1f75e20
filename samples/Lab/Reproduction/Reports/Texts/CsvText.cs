using System.Globalization;
using System.Text;
using Bdlm.Lab.Reproduction.Comparison;
using Bdlm.Lab.Reproduction.Reports.Summaries;

namespace Bdlm.Lab.Reproduction.Reports.Texts;

/// <summary>A report's figures as CSV: one figure a line, for programs.</summary>
internal static class CsvText
{
    /// <summary>The files: figures, figures of each seed, tests, breakdowns and sizes.</summary>
    public static IEnumerable<ReportDocument> Of(ReportSummary summary)
    {
        yield return new ReportDocument($"{summary.Experiment}.csv", summary.Experiment == "table1" ? Statistics(summary) : Figures(summary));
        if (summary.Rows.Any(row => row.Values.Count > 0))
        {
            yield return new ReportDocument("seeds.csv", Seeds(summary));
            yield return new ReportDocument("tests.csv", Tests(summary));
            yield return new ReportDocument("breakdowns.csv", Breakdowns(summary));
        }
    }

    private static string Statistics(ReportSummary summary) => File(
        ["part", "users", "items", "interactions", "density"],
        summary.Statistics.Select(part => Line(part.Part, part.Users, part.Items, part.Interactions, part.ToStatistics().Density)));

    private static string Figures(ReportSummary summary) => File(
        ["group", "row", "lambda", "figure", "mean", "deviation", "lower", "upper", "seeds"],
        from row in summary.Rows
        from value in row.Values
        select Line(row.Group, row.Name, row.Lambda, value.Measure, value.Mean, value.Deviation, value.Lower, value.Upper, value.Seeds.Count));

    private static string Seeds(ReportSummary summary) => File(
        ["group", "row", "figure", "seed", "value", "lower", "upper"],
        from row in summary.Rows
        from value in row.Values
        from seed in value.Seeds
        select Line(row.Group, row.Name, value.Measure, seed.Seed, seed.Value, seed.Lower, seed.Upper));

    private static string Tests(ReportSummary summary) => File(
        ["question", "first", "second", "figure", "users", "first mean", "second mean", "difference", "lower", "upper", "t", "p", "p holm", "seeds ahead", "seeds", "real"],
        summary.Tests.Select((PairedTest test) => Line(test.Question, test.First, test.Second, test.Measure, test.Users, test.FirstMean, test.SecondMean, test.Difference, test.Lower, test.Upper, test.T, test.PValue, test.HolmPValue, test.SeedsAhead, test.Seeds, test.IsReal ? "yes" : "no")));

    private static string Breakdowns(ReportSummary summary) => File(
        ["by", "group", "row", "users", "HR@1", "lower", "upper"],
        from breakdown in summary.Breakdowns
        from cell in breakdown.Cells
        select Line(breakdown.By, cell.Group, cell.Row, cell.Users, cell.Mean, cell.Lower, cell.Upper));

    private static string File(string[] columns, IEnumerable<string> lines) => string.Join('\n', lines.Prepend(string.Join(',', columns))) + "\n";

    private static string Line(params object?[] cells) => new StringBuilder().AppendJoin(',', cells.Select(cell => Quoted(Convert.ToString(cell, CultureInfo.InvariantCulture) ?? ""))).ToString();

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
