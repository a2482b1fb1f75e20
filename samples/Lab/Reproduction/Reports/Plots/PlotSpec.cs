using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>
/// What a plot shows, before it is drawn. Fonts differ between machines, and with them the drawing's bytes; the plot's hash
/// covers what is drawn and is written into the SVG, so that a committed plot can be checked anywhere.
/// </summary>
/// <param name="Name">The files' name without ending.</param>
/// <param name="Title">The plot's title: figure, data, users, seeds.</param>
/// <param name="Description">What is to be seen, for those who cannot.</param>
[JsonDerivedType(typeof(BarsSpec))]
[JsonDerivedType(typeof(LinesSpec))]
[JsonDerivedType(typeof(PointsSpec))]
internal abstract record PlotSpec(string Name, string Title, string Description)
{
    private const int HashDigits = 16;

    /// <summary>16 hexadecimal digits: equal for plots that show the same.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ResultJson.Text(this).ReplaceLineEndings("\n"))))[..HashDigits];
}
