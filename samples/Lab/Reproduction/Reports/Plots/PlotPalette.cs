using ScottPlot;

namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>
/// Colours that differ for colour-blind readers, too: most are Okabe's and Ito's. The lightness of the first seven differs as well, so
/// that plots can be read in grey; lines and points have different markers besides.
/// </summary>
internal static class PlotPalette
{
    /// <summary>The colours, in the order of use.</summary>
    public static readonly IReadOnlyList<Color> Colors =
    [
        Color.FromHex("#12233D"),
        Color.FromHex("#0072B2"),
        Color.FromHex("#E69F00"),
        Color.FromHex("#F0E442"),
        Color.FromHex("#8A1C5A"),
        Color.FromHex("#D55E00"),
        Color.FromHex("#A6D8F5"),
        Color.FromHex("#009E73"),
        Color.FromHex("#C9CED6"),
    ];

    private static readonly MarkerShape[] Shapes =
    [
        MarkerShape.FilledCircle,
        MarkerShape.FilledSquare,
        MarkerShape.FilledTriangleUp,
        MarkerShape.FilledDiamond,
        MarkerShape.OpenCircle,
        MarkerShape.OpenSquare,
        MarkerShape.OpenTriangleUp,
        MarkerShape.OpenDiamond,
    ];

    /// <summary>The colour of a series.</summary>
    public static Color ColorOf(int series) => Colors[series % Colors.Count];

    /// <summary>The marker of a series.</summary>
    public static MarkerShape ShapeOf(int series) => Shapes[(series + (series / Shapes.Length)) % Shapes.Length];
}
