namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>The bars of one colour.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="Bars">One a category; null where there is none.</param>
internal sealed record BarSeries(string Name, IReadOnlyList<BarValue?> Bars);
