using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ScottPlot;

namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>Plots as PNG and as SVG that may stand inside a page.</summary>
internal static partial class PlotImages
{
    private const string Mark = "bdlm-plot ";

    /// <summary>The bytes of a PNG.</summary>
    public static byte[] Png(PlotSpec spec)
    {
        using Plot plot = PlotDrawing.Draw(spec);
        return plot.GetImageBytes(PlotDrawing.Width, PlotDrawing.HeightOf(spec), ImageFormat.Png);
    }

    /// <summary>
    /// The SVG with title, description and the plot's hash. Ids carry the plot's name: several plots stand in one page, where an
    /// id may be given only once. Places are rounded to tenths of a pixel: a picture of all items has thousands.
    /// </summary>
    public static string Svg(PlotSpec spec)
    {
        using Plot plot = PlotDrawing.Draw(spec);
        int height = PlotDrawing.HeightOf(spec);
        string drawn = plot.GetSvgXml(PlotDrawing.Width, height).ReplaceLineEndings("\n");
        string inside = PointRuns.Joined(Rounded(Renamed(drawn[(drawn.IndexOf('>', drawn.IndexOf("<svg", StringComparison.Ordinal)) + 1)..], spec.Name)));
        return FormattableString.Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 {PlotDrawing.Width} {height}\" role=\"img\" aria-labelledby=\"{spec.Name}-title {spec.Name}-desc\">\n")
            + $"<title id=\"{spec.Name}-title\">{WebUtility.HtmlEncode(spec.Title)}</title>\n<desc id=\"{spec.Name}-desc\">{WebUtility.HtmlEncode(spec.Description)}</desc>\n<metadata>{Mark}{spec.Hash()}</metadata>\n"
            + Family().Replace(inside, match => $"font-family=\"{match.Groups[1].Value}, {PlotFonts.Fallback}\"").Trim() + "\n";
    }

    /// <summary>The hash that an SVG carries; empty where it has none.</summary>
    public static string HashIn(string svg)
    {
        Match found = Marked().Match(svg);
        return found.Success ? found.Groups[1].Value : "";
    }

    // The drawing library numbers ids over all drawings of a process; counted anew, equal plots give equal bytes.
    private static string Renamed(string drawn, string name)
    {
        Dictionary<string, string> ids = [];
        return Ids().Replace(drawn, match =>
        {
            string old = match.Groups[2].Value;
            string id = ids.TryGetValue(old, out string? known) ? known : ids[old] = $"{name}-{ids.Count + 1}";
            return match.Groups[1].Value + id;
        });
    }

    private static string Rounded(string drawn) =>
        Indents().Replace(Places().Replace(drawn, attribute => Fractions().Replace(attribute.Value, number => double.Parse(number.Value, CultureInfo.InvariantCulture).ToString("0.#", CultureInfo.InvariantCulture))), "\n");

    [GeneratedRegex("\\n\\t+")]
    private static partial Regex Indents();

    [GeneratedRegex("\\b(?:cx|cy|x|y|x1|x2|y1|y2|d|points)=\"[^\"]*\"")]
    private static partial Regex Places();

    [GeneratedRegex("\\d+\\.\\d{2,}")]
    private static partial Regex Fractions();

    [GeneratedRegex("(\\bid=\"|url\\(#|href=\"#)([^\")]+)")]
    private static partial Regex Ids();

    [GeneratedRegex("font-family=\"([^\"]+)\"")]
    private static partial Regex Family();

    [GeneratedRegex("<metadata>" + Mark + "([0-9a-f]+)</metadata>")]
    private static partial Regex Marked();
}
