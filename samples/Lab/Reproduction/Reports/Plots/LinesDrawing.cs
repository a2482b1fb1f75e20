using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>Draws lines, told apart by colour and marker (SVG drawings know no dashes); on a logarithmic axis 0 stands apart at the left.</summary>
internal static class LinesDrawing
{
    private const float LineWidth = 3;
    private const float IntervalWidth = 1.5f;
    private const float MarkerSize = 11;
    private const double Aside = 0.06;
    private const int MostMarkers = 40;

    /// <summary>Draws on an empty plot.</summary>
    public static void Draw(Plot plot, LinesSpec spec)
    {
        double[] positive = [.. spec.Lines.SelectMany(line => line.X).Where(x => x > 0).Distinct().Order()];
        double placeOfZero = positive.Length == 0 ? 0 : Math.Log10(positive[0]) - 1;
        for (int series = 0; series < spec.Lines.Count; series++)
        {
            // Intervals of several lines at one weight would hide each other.
            double aside = Aside * (series - ((spec.Lines.Count - 1) / 2.0));
            Draw(plot, spec.Lines[series], series, x => !spec.IsLogarithmic ? x : aside + (x > 0 ? Math.Log10(x) : placeOfZero), spec.IsLogarithmic);
        }

        plot.XLabel(spec.Horizontal);
        plot.YLabel(spec.Vertical);
        Ticks(plot, spec, positive, placeOfZero);
        plot.ShowLegend(Edge.Bottom).Legend.Orientation = Orientation.Horizontal;
    }

    private static void Draw(Plot plot, LineSeries line, int series, Func<double, double> place, bool isLogarithmic)
    {
        int[] connected = [.. Enumerable.Range(0, line.X.Length).Where(point => !isLogarithmic || line.X[point] > 0)];
        int[] apart = [.. Enumerable.Range(0, line.X.Length).Except(connected)];
        foreach (int[] part in new[] { connected, apart }.Where(part => part.Length > 0))
        {
            ScottPlot.Plottables.Scatter drawn = plot.Add.Scatter((double[])[.. part.Select(point => place(line.X[point]))], (double[])[.. part.Select(point => line.Y[point])]);
            drawn.Color = PlotPalette.ColorOf(series);
            drawn.LineWidth = LineWidth;
            drawn.MarkerShape = PlotPalette.ShapeOf(series);
            drawn.MarkerSize = part.Length > MostMarkers ? 0 : MarkerSize;
            drawn.LegendText = part == connected || connected.Length == 0 ? line.Name : "";
        }

        for (int point = 0; point < line.Lower.Length; point++)
        {
            ScottPlot.Plottables.LinePlot interval = plot.Add.Line(place(line.X[point]), line.Lower[point], place(line.X[point]), line.Upper[point]);
            interval.LineColor = PlotPalette.ColorOf(series);
            interval.LineWidth = IntervalWidth;
            interval.MarkerSize = 0;
        }
    }

    private static void Ticks(Plot plot, LinesSpec spec, double[] positive, double placeOfZero)
    {
        if (!spec.IsLogarithmic)
        {
            bool areWhole = spec.Lines.SelectMany(line => line.X).All(double.IsInteger);
            plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = areWhole };
            return;
        }

        bool hasZero = spec.Lines.Any(line => line.X.Contains(0));
        double[] places = [.. hasZero ? new[] { placeOfZero } : [], .. positive.Select(Math.Log10)];
        string[] labels = [.. hasZero ? new[] { "0" } : [], .. positive.Select(x => x.ToString("0.######", CultureInfo.InvariantCulture))];
        plot.Axes.Bottom.TickGenerator = new NumericManual(places, labels);
        if (hasZero)
        {
            ScottPlot.Plottables.VerticalLine gap = plot.Add.VerticalLine(placeOfZero + 0.5, 1, Colors.Gray);
            gap.ExcludeFromLegend = true;
        }
    }
}
