using ScottPlot;

namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>Draws plots large enough to be read on a phone.</summary>
internal static class PlotDrawing
{
    /// <summary>The width of all plots in pixels.</summary>
    public const int Width = 760;

    private const int Height = 560;
    private const int BarHeight = 34;
    private const int HeightOfRest = 170;
    private const float TitleSize = 21;
    private const float LabelSize = 20;
    private const float TickSize = 18;

    /// <summary>The plot; the caller disposes it.</summary>
    public static Plot Draw(PlotSpec spec)
    {
        // Figures beside bars take the library's default as they are made, before the plot's font is set.
        Fonts.Default = PlotFonts.Name;
        var plot = new Plot();
        switch (spec)
        {
            case BarsSpec bars: BarsDrawing.Draw(plot, bars); break;
            case LinesSpec lines: LinesDrawing.Draw(plot, lines); break;
            case PointsSpec points: PointsDrawing.Draw(plot, points); break;
            default: throw new ArgumentException($"spec is a {spec.GetType().Name}; expected bars, lines or points.", nameof(spec));
        }

        plot.Title(spec.Title, TitleSize);
        plot.Axes.Title.FullFigureCenter = true;
        Enlarge(plot);
        plot.Font.Set(PlotFonts.Name);
        return plot;
    }

    /// <summary>The height of a plot in pixels: lying bars need room for each.</summary>
    public static int HeightOf(PlotSpec spec) => spec is BarsSpec { IsHorizontal: true } bars
        ? HeightOfRest + (BarHeight * bars.Categories.Count * bars.Series.Count)
        : Height;

    private static void Enlarge(Plot plot)
    {
        foreach (IAxis axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.Label.FontSize = LabelSize;
            axis.TickLabelStyle.FontSize = TickSize;
        }

        plot.Legend.FontSize = TickSize;
    }
}
