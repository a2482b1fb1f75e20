using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Bdlm.Lab.Reproduction.Reports.Plots;

public sealed class PlotImagesTests
{
    private static readonly LineSeries Line = new("drs <1>", [0, 0.001, 0.1, 10], [0.3, 0.35, 0.4, 0.2], [0.28, 0.33, 0.38, 0.18], [0.32, 0.37, 0.42, 0.22]);

    public static TheoryData<string> Names => ["bars", "groups", "weights", "points"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Svg_AnyPlot_IsWellFormedAndTellsWhatItShows(string name)
    {
        string svg = PlotImages.Svg(SpecOf(name));
        XElement root = XElement.Parse(svg);
        Assert.Equal("A title & more", root.Element(root.Name.Namespace + "title")!.Value);
        Assert.Equal("What is to be seen", root.Element(root.Name.Namespace + "desc")!.Value);
        Assert.Equal(SpecOf(name).Hash(), PlotImages.HashIn(svg));
        Assert.All(root.DescendantsAndSelf().Attributes("id"), id => Assert.StartsWith($"{name}-", id.Value, StringComparison.Ordinal));
        Assert.All(Regex.Matches(svg, "url\\(#([^)]+)\\)").Select(match => match.Groups[1].Value), id => Assert.Contains($"id=\"{id}\"", svg, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Svg_AnyPlot_HasPlacesInTenthsOfAPixel(string name)
    {
        string[] places = [.. Regex.Matches(PlotImages.Svg(SpecOf(name)), "\\b(?:cx|cy|d)=\"([^\"]*)\"").Select(match => match.Groups[1].Value)];
        Assert.Contains(places, place => place.Contains('.', StringComparison.Ordinal));
        Assert.All(places, place => Assert.DoesNotMatch("\\.\\d{2}", place));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Png_AnyPlot_HoldsAPictureOfItsSize(string name)
    {
        byte[] png = PlotImages.Png(SpecOf(name));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal(PlotDrawing.Width, (png[18] << 8) + png[19]);
        Assert.True(png.Length > 4000, $"{png.Length} bytes are an empty sheet");
    }

    [Fact]
    public void Hash_OtherValue_Differs() =>
        Assert.NotEqual(SpecOf("weights").Hash(), (((LinesSpec)SpecOf("weights")) with { Lines = [Line with { Y = [0.3, 0.35, 0.4, 0.21] }] }).Hash());

    private static PlotSpec SpecOf(string name) => name switch
    {
        "bars" => Bars(name, isHorizontal: true, new BarSeries("HR@1", [new BarValue(0.4, 0.3, 0.5), new BarValue(0.2, 0.1, 0.3)])),
        "groups" => Bars(name, isHorizontal: false, new BarSeries("full", [new BarValue(0.4, 0.3, 0.5), new BarValue(0.2, 0.1, 0.3)]), new BarSeries("w/o JL", [new BarValue(0.3, 0.2, 0.4), null])),
        "weights" => new LinesSpec(name, "A title & more", "What is to be seen", "λ", "HR@1", IsLogarithmic: true, [Line]),
        _ => new PointsSpec(name, "A title & more", "What is to be seen", "first", "second", [Line, Line with { Name = "Drama" }]),
    };

    private static BarsSpec Bars(string name, bool isHorizontal, params BarSeries[] series) =>
        new(name, "A title & more", "What is to be seen", "HR@1", ["BDLM-drs", "LightGCN"], series, isHorizontal);
}
