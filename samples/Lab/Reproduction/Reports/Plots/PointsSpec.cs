namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>Points in a plane, coloured by class.</summary>
/// <param name="Name">The files' name without ending.</param>
/// <param name="Title">The plot's title.</param>
/// <param name="Description">What is to be seen.</param>
/// <param name="Classes">The points of each class.</param>
internal sealed record PointsSpec(string Name, string Title, string Description, IReadOnlyList<LineSeries> Classes)
    : PlotSpec(Name, Title, Description);
