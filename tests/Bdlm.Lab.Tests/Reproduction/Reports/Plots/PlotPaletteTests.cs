using ScottPlot;

namespace Bdlm.Lab.Reproduction.Reports.Plots;

public sealed class PlotPaletteTests
{
    private const int ReadableInGrey = 7;
    private const double SmallestStep = 5;

    [Fact]
    public void Colors_FirstSeven_DifferInLightness()
    {
        double[] lightness = [.. PlotPalette.Colors.Take(ReadableInGrey).Select(Lightness).Order()];
        Assert.All(lightness.Zip(lightness.Skip(1)), step => Assert.True(step.Second - step.First >= SmallestStep, $"{step.First:0.0} and {step.Second:0.0}"));
    }

    [Fact]
    public void ColorAndShape_EighteenSeries_AllDiffer() =>
        Assert.Equal(18, Enumerable.Range(0, 18).Select(series => (PlotPalette.ColorOf(series).ToHex(), PlotPalette.ShapeOf(series))).Distinct().Count());

    // CIE L*, from 0 for black to 100 for white.
    private static double Lightness(Color color)
    {
        double luminance = (0.2126 * Linear(color.Red)) + (0.7152 * Linear(color.Green)) + (0.0722 * Linear(color.Blue));
        return (116 * Math.Cbrt(luminance)) - 16;
    }

    private static double Linear(byte channel)
    {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
