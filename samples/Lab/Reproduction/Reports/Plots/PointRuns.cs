using System.Globalization;
using System.Text.RegularExpressions;

namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>
/// Draws a run of equal points in an SVG as one path: hundreds of elements become one. A circle or a square becomes a line without length, which a
/// round or a square cap makes visible (SVG 1.1, 11.4).
/// </summary>
internal static partial class PointRuns
{
    /// <summary>The drawing with each run of circles, squares or paths of one colour and size as a path.</summary>
    /// <param name="svg">The elements, one a line.</param>
    public static string Joined(string svg) => Paths().Replace(Squares().Replace(Circles().Replace(svg, Circle), Square), Path);

    private static string Path(Match run) => $"<path {run.Groups["look"].Value}d=\"{string.Concat(run.Groups["way"].Captures.Select(way => way.Value))}\"/>\n";

    private static string Circle(Match run) => PathOf(run, "round", 2 * Number(run.Groups["size"].Value), half: 0);

    private static string Square(Match run)
    {
        double size = Number(run.Groups["size"].Value);
        return PathOf(run, "square", size, size / 2);
    }

    // Squares are placed by a corner, dots by their middle.
    private static string PathOf(Match run, string cap, double width, double half)
    {
        IEnumerable<string> dots = run.Groups["x"].Captures.Zip(run.Groups["y"].Captures, (x, y) => FormattableString.Invariant($"M{Number(x.Value) + half:0.#} {Number(y.Value) + half:0.#}h0"));
        return FormattableString.Invariant($"<path fill=\"none\" stroke=\"{run.Groups["fill"].Value}\" stroke-width=\"{width:0.#}\" stroke-linecap=\"{cap}\" d=\"{string.Concat(dots)}\"/>\n");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("<path (?<look>[^>]*?)d=\"(?<way>[^\"]*)\"/>\n(?:<path \\k<look>d=\"(?<way>[^\"]*)\"/>\n)+")]
    private static partial Regex Paths();

    [GeneratedRegex("<ellipse fill=\"(?<fill>[^\"]+)\" cx=\"(?<x>[^\"]+)\" cy=\"(?<y>[^\"]+)\" rx=\"(?<size>[^\"]+)\" ry=\"\\k<size>\"/>\n(?:<ellipse fill=\"\\k<fill>\" cx=\"(?<x>[^\"]+)\" cy=\"(?<y>[^\"]+)\" rx=\"\\k<size>\" ry=\"\\k<size>\"/>\n)+")]
    private static partial Regex Circles();

    [GeneratedRegex("<rect fill=\"(?<fill>[^\"]+)\" x=\"(?<x>[^\"]+)\" y=\"(?<y>[^\"]+)\" width=\"(?<size>[^\"]+)\" height=\"\\k<size>\"/>\n(?:<rect fill=\"\\k<fill>\" x=\"(?<x>[^\"]+)\" y=\"(?<y>[^\"]+)\" width=\"\\k<size>\" height=\"\\k<size>\"/>\n)+")]
    private static partial Regex Squares();
}
