using Bdlm.Lab.Reproduction.Comparison;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Reports.Tables;

namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>The plots of a report, in reading order.</summary>
internal static class ReportPlots
{
    private const int MostRowsOfBreakdown = 4;

    /// <summary>What to draw.</summary>
    public static IReadOnlyList<PlotSpec> Of(ReportSummary summary)
    {
        RowSummary[] rows = [.. summary.Rows.Where(row => row.Values.Count > 0)];
        IEnumerable<PlotSpec> results = summary.Experiment switch
        {
            "figure5" => Both(measure => Grouped(summary, rows, measure)),
            "figure6" => Both(measure => OverWeights(summary, rows, measure)),
            _ => Both(measure => Plain(summary, rows, measure)),
        };
        return [.. rows.Length == 0 ? [] : results, .. summary.Breakdowns.Select(breakdown => By(summary, breakdown)), .. DiagnosticPlots.Of(summary)];
    }

    /// <summary>What a title says after the figure's name.</summary>
    public static string Setting(ReportSummary summary) => $"{summary.Dataset}, {NumberText.Count(summary.Users)} users, {SeedsOf(summary)}";

    private static string SeedsOf(ReportSummary summary)
    {
        int seeds = summary.Cells.Select(cell => cell.Seed).Distinct().Count();
        return seeds == 1 ? "1 seed" : $"{seeds} seeds";
    }

    private static IEnumerable<PlotSpec> Both(Func<Measure, PlotSpec?> plot) =>
        new[] { Measures.HitRate1, Measures.F1 }.Select(plot).OfType<PlotSpec>();

    private static string FileName(ReportSummary summary, Measure measure) => $"{summary.Experiment}-{measure.Name.Replace("@", "", StringComparison.Ordinal).ToLowerInvariant()}";

    private static BarsSpec? Plain(ReportSummary summary, RowSummary[] rows, Measure measure)
    {
        RowSummary[] known = [.. rows.Where(row => row[measure.Name] is not null)];
        return known.Length == 0 ? null : new BarsSpec(
            FileName(summary, measure),
            $"{measure.Name}: {Setting(summary)}",
            Describe(measure, known),
            $"{measure.Name}, with 95 % intervals over users",
            [.. known.Select(row => row.Key)],
            [new BarSeries(measure.Name, [.. known.Select(row => ValueOf(row, measure))])],
            IsHorizontal: true);
    }

    private static BarsSpec? Grouped(ReportSummary summary, RowSummary[] rows, Measure measure)
    {
        RowSummary[] known = [.. rows.Where(row => row[measure.Name] is not null)];
        string[] groups = [.. known.Select(row => row.Group).Distinct()];
        IEnumerable<string> names = known.Select(row => row.Name).Distinct();
        return known.Length == 0 ? null : new BarsSpec(
            FileName(summary, measure),
            $"{measure.Name}: {Setting(summary)}",
            Describe(measure, known),
            $"{measure.Name}, with 95 % intervals",
            groups,
            [.. names.Select(name => new BarSeries(name, [.. groups.Select(group => ValueOf(known.FirstOrDefault(row => row.Group == group && row.Name == name), measure))]))],
            IsHorizontal: false);
    }

    private static LinesSpec? OverWeights(ReportSummary summary, RowSummary[] rows, Measure measure)
    {
        RowSummary[] known = [.. rows.Where(row => row[measure.Name] is not null && row.Lambda is not null).OrderBy(row => row.Lambda)];
        return known.Length == 0 ? null : new LinesSpec(
            FileName(summary, measure),
            $"{measure.Name} over λ: {Setting(summary)}",
            Describe(measure, known),
            "λ, logarithmic; 0 apart",
            $"{measure.Name}, 95 % intervals",
            IsLogarithmic: true,
            [.. known.GroupBy(row => row.Group).Select(group => Line(group.Key, [.. group], measure))]);
    }

    private static LineSeries Line(string name, RowSummary[] rows, Measure measure) => new(
        name,
        [.. rows.Select(row => row.Lambda!.Value)],
        [.. rows.Select(row => row[measure.Name]!.Mean)],
        [.. rows.Select(row => row[measure.Name]!.Lower!.Value)],
        [.. rows.Select(row => row[measure.Name]!.Upper!.Value)]);

    // The rows that the tests are about: more would not be told apart.
    private static BarsSpec By(ReportSummary summary, Breakdown breakdown)
    {
        string[] wanted = [.. summary.Tests.SelectMany(test => new[] { test.Second, test.First }).Concat(breakdown.Cells.Select(cell => cell.Row)).Distinct().Take(MostRowsOfBreakdown)];
        return new BarsSpec(
            BreakdownTables.IdOf(breakdown),
            $"HR@1: {Setting(summary)}",
            $"HR@1 of {string.Join(", ", wanted)} by {breakdown.By}: {string.Join(", ", breakdown.Groups)}. The figures are in the table of the same name.",
            "HR@1, with 95 % intervals",
            breakdown.Groups,
            [.. wanted.Select(row => new BarSeries(row, [.. breakdown.Cells.Where(cell => cell.Row == row).Select(cell => new BarValue(cell.Mean, cell.Lower, cell.Upper))]))],
            IsHorizontal: false)
        {
            Horizontal = breakdown.By,
        };
    }

    private static BarValue? ValueOf(RowSummary? row, Measure measure) =>
        row?[measure.Name] is { } value ? new BarValue(value.Mean, value.Lower ?? value.Mean, value.Upper ?? value.Mean) : null;

    private static string Describe(Measure measure, IEnumerable<RowSummary> rows) =>
        $"{measure.Name}: {string.Join("; ", rows.Select(row => $"{row.Key} {NumberText.Figure(row[measure.Name]!.Mean)}"))}.";
}
