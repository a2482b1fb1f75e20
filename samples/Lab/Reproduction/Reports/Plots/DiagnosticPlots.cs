using Bdlm.Lab.Reproduction.Diagnostics;
using Bdlm.Lab.Reproduction.Reports.Summaries;

namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>Plots that explain the figures: validation curves, norms, gradient ratios, item maps. They show the first seed.</summary>
internal static class DiagnosticPlots
{
    private const int MostLines = 8;
    private const string ValidationMeasure = "MRR";

    /// <summary>What to draw.</summary>
    public static IEnumerable<PlotSpec> Of(ReportSummary summary)
    {
        int seed = summary.Cells.Select(cell => cell.Seed).DefaultIfEmpty().Min();
        SeriesSummary[] curves = [.. summary.Curves.Where(curve => curve.Seed == seed && curve.Name.EndsWith(ValidationMeasure, StringComparison.Ordinal)).Take(MostLines)];
        if (curves.Length > 0)
        {
            yield return Lines("validation", $"Validation: {summary.Dataset}, seed {seed}", "epoch", $"validation {ValidationMeasure}", curves, curve => curve.Name);
        }

        foreach (IGrouping<string, SeriesSummary> kind in summary.Diagnostics.Where(series => series.Seed == seed).GroupBy(series => DiagnosticNames.KindOf(series.Name)))
        {
            // One cell: the first that measured it, for the others show the same of a part of BDLM.
            SeriesSummary[] shown = [.. kind.Where(series => series.Cell == kind.First().Cell)];
            foreach (PlotSpec plot in kind.Key == DiagnosticNames.Components ? Maps(summary, shown) : [Lines(FileName(kind.Key), $"{kind.Key}: {shown[0].Cell}, {summary.Dataset}, seed {seed}", "", shown[0].Unit, shown, series => DiagnosticNames.RestOf(series.Name))])
            {
                yield return plot;
            }
        }
    }

    private static LinesSpec Lines(string file, string title, string horizontal, string vertical, SeriesSummary[] series, Func<SeriesSummary, string> name) => new(
        file,
        title,
        $"{title}. {string.Join("; ", series.Where(line => line.Y.Length > 0).Select(line => FormattableString.Invariant($"{name(line)} from {line.Y[0]:g3} to {line.Y[^1]:g3}")))}.",
        horizontal,
        vertical,
        IsLogarithmic: false,
        [.. series.Take(MostLines).Select(line => new LineSeries(name(line), line.X, line.Y, [], []))]);

    private static IEnumerable<PlotSpec> Maps(ReportSummary summary, SeriesSummary[] series) =>
        from time in series.GroupBy(points => DiagnosticNames.RestOf(points.Name).Split('/')[0])
        select new PointsSpec(
            FileName($"items {time.Key}"),
            $"Items by genre, {time.Key}: {summary.Dataset}",
            $"The first two principal components of the item embeddings {time.Key} joint training, one point an item, coloured by genre: {string.Join(", ", time.Select(Genre))}.",
            [.. time.Take(MostLines).Select(points => new LineSeries(Genre(points), points.X, points.Y, [], []))]);

    private static string Genre(SeriesSummary points) => points.Name[(points.Name.LastIndexOf('/') + 1)..];

    private static string FileName(string text) => text.Replace(' ', '-').ToLowerInvariant();
}
