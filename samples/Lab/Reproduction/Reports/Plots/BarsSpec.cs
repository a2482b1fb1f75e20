namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>Bars with intervals, one group a category and one bar a series.</summary>
/// <param name="Name">The files' name without ending.</param>
/// <param name="Title">The plot's title.</param>
/// <param name="Description">What is to be seen.</param>
/// <param name="Measure">The name of the value axis.</param>
/// <param name="Categories">The groups.</param>
/// <param name="Series">The bars within each group, with a legend where there are several.</param>
/// <param name="IsHorizontal">Whether the bars lie, which leaves room for long names.</param>
internal sealed record BarsSpec(string Name, string Title, string Description, string Measure, IReadOnlyList<string> Categories, IReadOnlyList<BarSeries> Series, bool IsHorizontal)
    : PlotSpec(Name, Title, Description)
{
    /// <summary>The name of the axis of the categories; empty where they speak for themselves.</summary>
    public string Horizontal { get; init; } = "";
}
