using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>Draws groups of bars with their intervals.</summary>
internal static class BarsDrawing
{
    private const double GroupWidth = 0.82;
    private const double Room = 1.08;
    private const double RoomForFigures = 1.2;
    private const float IntervalWidth = 2;

    /// <summary>Draws on an empty plot.</summary>
    public static void Draw(Plot plot, BarsSpec spec)
    {
        double width = GroupWidth / spec.Series.Count;
        for (int series = 0; series < spec.Series.Count; series++)
        {
            Bar[] bars = [.. Drawn(spec, series, width).Select(drawn => BarOf(drawn.Place, drawn.Value, width, series))];
            ScottPlot.Plottables.BarPlot added = plot.Add.Bars(bars);
            added.Horizontal = spec.IsHorizontal;
            added.LegendText = spec.Series.Count > 1 ? spec.Series[series].Name : "";
            foreach ((double place, BarValue value) in Drawn(spec, series, width))
            {
                AddInterval(plot, spec, place, value);
            }
        }

        Axes(plot, spec);
    }

    private static IEnumerable<(double Place, BarValue Value)> Drawn(BarsSpec spec, int series, double width)
    {
        double offset = (series - ((spec.Series.Count - 1) / 2.0)) * width;
        for (int category = 0; category < spec.Categories.Count; category++)
        {
            if (spec.Series[series].Bars[category] is { } value)
            {
                // Lying bars go down the page, as the rows of the table do.
                yield return (spec.IsHorizontal ? -(category + offset) : category + offset, value);
            }
        }
    }

    private static Bar BarOf(double place, BarValue value, double width, int series) => new()
    {
        Position = place,
        Value = value.Value,
        Size = width * 0.94,
        FillColor = PlotPalette.ColorOf(series + 1),
        LineColor = Colors.Black,
        LineWidth = 1,
    };

    private static void AddInterval(Plot plot, BarsSpec spec, double place, BarValue value)
    {
        ScottPlot.Plottables.LinePlot line = spec.IsHorizontal
            ? plot.Add.Line(value.Lower, place, value.Upper, place)
            : plot.Add.Line(place, value.Lower, place, value.Upper);
        line.LineColor = Colors.Black;
        line.LineWidth = IntervalWidth;
        line.MarkerSize = 0;
        if (spec.IsHorizontal)
        {
            ScottPlot.Plottables.Text figure = plot.Add.Text(" " + value.Value.ToString("0.000", CultureInfo.InvariantCulture), value.Upper, place);
            figure.LabelFontSize = 17;
            figure.LabelAlignment = Alignment.MiddleLeft;
        }
    }

    private static void Axes(Plot plot, BarsSpec spec)
    {
        double largest = Math.Max(1e-9, spec.Series.SelectMany(series => series.Bars).OfType<BarValue>().Select(bar => bar.Upper).DefaultIfEmpty(1).Max());
        double[] places = [.. Enumerable.Range(0, spec.Categories.Count).Select(place => spec.IsHorizontal ? -(double)place : place)];
        var ticks = new NumericManual(places, [.. spec.Categories]);
        if (spec.IsHorizontal)
        {
            plot.Axes.Left.TickGenerator = ticks;
            plot.Axes.Left.MajorTickStyle.Length = 0;
            plot.Axes.SetLimits(0, largest * RoomForFigures, 0.45 - spec.Categories.Count, 0.55);
            plot.XLabel(spec.Measure);
        }
        else
        {
            plot.Axes.Bottom.TickGenerator = ticks;
            plot.Axes.Bottom.MajorTickStyle.Length = 0;
            plot.Axes.SetLimits(-0.55, spec.Categories.Count - 0.45, 0, largest * Room);
            plot.YLabel(spec.Measure);
            plot.XLabel(spec.Horizontal);
        }

        if (spec.Series.Count > 1)
        {
            plot.ShowLegend(Edge.Bottom).Legend.Orientation = Orientation.Horizontal;
        }
    }
}
