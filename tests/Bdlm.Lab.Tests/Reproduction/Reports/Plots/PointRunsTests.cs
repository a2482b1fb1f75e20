namespace Bdlm.Lab.Reproduction.Reports.Plots;

public sealed class PointRunsTests
{
    [Fact]
    public void Joined_CirclesOfOneColour_OnePathOfRoundDots() => Assert.Equal(
        "<path fill=\"none\" stroke=\"#123\" stroke-width=\"6\" stroke-linecap=\"round\" d=\"M1.5 2h0M3 4.1h0\"/>\n<ellipse fill=\"#456\" cx=\"5\" cy=\"6\" rx=\"3\" ry=\"3\"/>\n",
        PointRuns.Joined("<ellipse fill=\"#123\" cx=\"1.5\" cy=\"2\" rx=\"3\" ry=\"3\"/>\n<ellipse fill=\"#123\" cx=\"3\" cy=\"4.1\" rx=\"3\" ry=\"3\"/>\n<ellipse fill=\"#456\" cx=\"5\" cy=\"6\" rx=\"3\" ry=\"3\"/>\n"));

    [Fact]
    public void Joined_Squares_OnePathOfSquareDotsAtTheirMiddles() => Assert.Equal(
        "<path fill=\"none\" stroke=\"#123\" stroke-width=\"6\" stroke-linecap=\"square\" d=\"M4.5 5h0M6 7.1h0\"/>\n",
        PointRuns.Joined("<rect fill=\"#123\" x=\"1.5\" y=\"2\" width=\"6\" height=\"6\"/>\n<rect fill=\"#123\" x=\"3\" y=\"4.1\" width=\"6\" height=\"6\"/>\n"));

    [Fact]
    public void Joined_Paths_OnlyThoseThatLookAlike() => Assert.Equal(
        "<path fill=\"#1\" d=\"M0 0L1 1M2 2L3 3\"/>\n<path fill=\"none\" stroke=\"#1\" d=\"M4 4L5 5\"/>\n",
        PointRuns.Joined("<path fill=\"#1\" d=\"M0 0L1 1\"/>\n<path fill=\"#1\" d=\"M2 2L3 3\"/>\n<path fill=\"none\" stroke=\"#1\" d=\"M4 4L5 5\"/>\n"));

    [Fact]
    public void Joined_BoxesThatAreNotSquare_Stay()
    {
        const string Boxes = "<rect fill=\"#123\" x=\"1\" y=\"2\" width=\"6\" height=\"7\"/>\n<rect fill=\"#123\" x=\"3\" y=\"4\" width=\"6\" height=\"7\"/>\n";
        Assert.Equal(Boxes, PointRuns.Joined(Boxes));
    }
}
