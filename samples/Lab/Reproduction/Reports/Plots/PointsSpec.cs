namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>Points in a plane, coloured by class.</summary>
/// <param name="Name">The files' name without ending.</param>
/// <param name="Title">The plot's title.</param>
/// <param name="Description">What is to be seen.</param>
/// <param name="Horizontal">The name of the horizontal axis.</param>
/// <param name="Vertical">The name of the vertical axis.</param>
/// <param name="Classes">The points of each class.</param>
internal sealed record PointsSpec(string Name, string Title, string Description, string Horizontal, string Vertical, IReadOnlyList<LineSeries> Classes)
    : PlotSpec(Name, Title, Description);
