namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>A line.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="X">Places, rising; in a logarithmic plot 0 or above.</param>
/// <param name="Y">Values.</param>
/// <param name="Lower">The lower ends of the intervals; empty where there are none.</param>
/// <param name="Upper">The upper ends.</param>
internal sealed record LineSeries(string Name, double[] X, double[] Y, double[] Lower, double[] Upper);
