namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>Lines over a linear or a logarithmic axis.</summary>
/// <param name="Name">The files' name without ending.</param>
/// <param name="Title">The plot's title.</param>
/// <param name="Description">What is to be seen.</param>
/// <param name="Horizontal">The name of the horizontal axis.</param>
/// <param name="Vertical">The name of the vertical axis.</param>
/// <param name="IsLogarithmic">Whether X is drawn by its logarithm; 0 then stands apart at the left, unconnected.</param>
/// <param name="Lines">The lines.</param>
internal sealed record LinesSpec(string Name, string Title, string Description, string Horizontal, string Vertical, bool IsLogarithmic, IReadOnlyList<LineSeries> Lines)
    : PlotSpec(Name, Title, Description);
