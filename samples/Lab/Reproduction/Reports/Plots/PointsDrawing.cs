using ScottPlot;

namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>Draws points in a plane, coloured by class.</summary>
internal static class PointsDrawing
{
    private const float MarkerSize = 6;

    /// <summary>Draws on an empty plot.</summary>
    public static void Draw(Plot plot, PointsSpec spec)
    {
        for (int series = 0; series < spec.Classes.Count; series++)
        {
            ScottPlot.Plottables.Scatter points = plot.Add.ScatterPoints(spec.Classes[series].X, spec.Classes[series].Y, PlotPalette.ColorOf(series));
            points.MarkerSize = MarkerSize;
            points.MarkerShape = PlotPalette.ShapeOf(series);
            points.LegendText = spec.Classes[series].Name;
        }

        plot.XLabel(spec.Horizontal);
        plot.YLabel(spec.Vertical);
        plot.ShowLegend(Edge.Bottom).Legend.Orientation = Orientation.Horizontal;
    }
}
