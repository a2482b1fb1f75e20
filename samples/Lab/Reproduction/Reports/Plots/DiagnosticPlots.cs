using Bdlm.Lab.Reproduction.Diagnostics;
using Bdlm.Lab.Reproduction.Reports.Summaries;

namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>Plots that explain the figures: validation curves, norms, gradient ratios, item maps. Each shows one cell of the first seed.</summary>
internal static class DiagnosticPlots
{
    private const int MostLines = 10;
    private const string ValidationMeasure = "MRR";

    /// <summary>What to draw.</summary>
    public static IEnumerable<PlotSpec> Of(ReportSummary summary)
    {
        SeriesSummary[] curves = [.. summary.Curves.Where(curve => curve.Name.EndsWith(ValidationMeasure, StringComparison.Ordinal))];
        SeriesSummary? shown = curves.FirstOrDefault(curve => curve.Cell.StartsWith("BDLM", StringComparison.Ordinal)) ?? curves.FirstOrDefault();
        if (shown is not null)
        {
            yield return Lines("validation", $"Validation {ValidationMeasure}", "epoch", $"validation {ValidationMeasure}", summary, [.. curves.Where(curve => curve.Cell == shown.Cell)]);
        }

        foreach (IGrouping<string, SeriesSummary> kind in summary.Diagnostics.GroupBy(series => DiagnosticNames.KindOf(series.Name)))
        {
            // One cell: the first that measured it, for the others show the same of a part of BDLM.
            SeriesSummary[] series = [.. kind.Where(series => series.Cell == kind.First().Cell)];
            (string vertical, string horizontal) = DiagnosticNames.AxesOf(series[0].Unit);
            foreach (PlotSpec plot in kind.Key == DiagnosticNames.Components ? Maps(summary, series) : [Lines(FileName(kind.Key), Capital(kind.Key), horizontal, vertical, summary, series)])
            {
                yield return plot;
            }
        }
    }

    private static LinesSpec Lines(string file, string what, string horizontal, string vertical, ReportSummary summary, SeriesSummary[] series) => new(
        file,
        $"{what}: {summary.Dataset}, seed {series[0].Seed}",
        $"{what} of {series[0].Cell}: {string.Join("; ", series.Where(line => line.Y.Length > 0).Select(line => FormattableString.Invariant($"{DiagnosticNames.RestOf(line.Name)} from {line.Y[0]:g3} to {line.Y[^1]:g3}")))}.",
        horizontal,
        vertical,
        IsLogarithmic: false,
        [.. series.Take(MostLines).Select(line => new LineSeries(DiagnosticNames.RestOf(line.Name), line.X, line.Y, [], []))]);

    private static IEnumerable<PlotSpec> Maps(ReportSummary summary, SeriesSummary[] series) =>
        from picture in series.GroupBy(points => DiagnosticNames.RestOf(points.Name)[..^(Genre(points).Length + 1)])
        select new PointsSpec(
            FileName($"items {picture.Key.Replace('/', ' ')}"),
            $"Items by genre, {picture.Key.Replace('/', ' ')}: {summary.Dataset}, seed {series[0].Seed}",
            $"The first two principal components of item rows ({picture.Key.Replace('/', ' ')} joint training; L: the language side's rows, D: the recommender's), one point an item, coloured by genre: {string.Join(", ", picture.Select(Genre))}.",
            DiagnosticNames.AxesOf(picture.First().Unit).Horizontal,
            DiagnosticNames.AxesOf(picture.First().Unit).Vertical,
            [.. picture.Select(points => new LineSeries(Genre(points), points.X, points.Y, [], []))]);

    private static string Genre(SeriesSummary points) => points.Name[(points.Name.LastIndexOf('/') + 1)..];

    private static string FileName(string text) => text.Replace(' ', '-').ToLowerInvariant();

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
