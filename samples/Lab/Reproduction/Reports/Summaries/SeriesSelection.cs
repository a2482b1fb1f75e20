using Bdlm.Lab.Reproduction.Diagnostics;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Reports.Summaries;

/// <summary>
/// Which series a summary keeps: those of the first seed, for they explain rather than prove; pictures of items from one cell
/// alone; and no more points than a plot can show.
/// </summary>
internal static class SeriesSelection
{
    private const int MostPointsOfLine = 400;
    private const int MostItems = 800;

    /// <summary>The curves of the first seed.</summary>
    /// <param name="cells">In the plan's order.</param>
    public static IEnumerable<SeriesSummary> Curves(IReadOnlyList<CellFile> cells) =>
        from cell in OfFirstSeed(cells)
        from series in cell.Curves.GroupBy(point => point.Series)
        select new SeriesSummary(cell.Title, cell.Seed, series.Key, "", [.. series.Select(point => (double)point.Epoch)], [.. series.Select(point => Round(point.Value))]);

    /// <summary>The diagnostics of the first seed.</summary>
    /// <param name="cells">In the plan's order.</param>
    public static IEnumerable<SeriesSummary> Diagnostics(IReadOnlyList<CellFile> cells)
    {
        CellFile[] first = [.. OfFirstSeed(cells)];
        CellFile? pictured = first.FirstOrDefault(cell => cell.Diagnostics.Any(IsPicture));
        return from cell in first
               from series in cell.Diagnostics
               where !IsPicture(series) || cell == pictured
               select Thinned(cell, series);
    }

    private static IEnumerable<CellFile> OfFirstSeed(IReadOnlyList<CellFile> cells) => cells.Where(cell => cell.Seed == cells.Min(other => other.Seed));

    private static bool IsPicture(DiagnosticSeries series) => DiagnosticNames.KindOf(series.Name) == DiagnosticNames.Components;

    private static SeriesSummary Thinned(CellFile cell, DiagnosticSeries series)
    {
        string picture = PictureOf(series);
        int points = IsPicture(series) ? cell.Diagnostics.Where(other => IsPicture(other) && PictureOf(other) == picture).Sum(other => other.X.Length) : series.X.Length;
        int most = IsPicture(series) ? MostItems : MostPointsOfLine;
        int step = Math.Max(1, (points + most - 1) / most);
        int[] kept = [.. Enumerable.Range(0, series.X.Length).Where(point => point % step == 0)];
        return new SeriesSummary(cell.Title, cell.Seed, series.Name, series.Unit, [.. kept.Select(point => series.X[point])], [.. kept.Select(point => Round(series.Y[point]))]);
    }

    private static string PictureOf(DiagnosticSeries series) => series.Name[..Math.Max(0, series.Name.LastIndexOf('/'))];

    private static double Round(double value) => Comparison.Rounding.Round(value);
}
