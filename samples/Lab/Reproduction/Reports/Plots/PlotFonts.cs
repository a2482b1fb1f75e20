using ScottPlot;
using SkiaSharp;

namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>A plain font for plots: left alone, the drawing library takes the first that a machine has, often one with serifs.</summary>
internal static class PlotFonts
{
    private static readonly string[] Wanted = ["DejaVu Sans", "Arial", "Helvetica", "Liberation Sans", "Noto Sans"];

    /// <summary>The first wanted font that the machine has, else the drawing library's own.</summary>
    public static string Name { get; } = Wanted.FirstOrDefault(SKFontManager.Default.FontFamilies.Contains) ?? Fonts.Default;

    /// <summary>What an SVG names besides, for readers without that font.</summary>
    public const string Fallback = "Verdana, Arial, sans-serif";
}
