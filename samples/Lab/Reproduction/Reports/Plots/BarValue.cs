namespace Bdlm.Lab.Reproduction.Reports.Plots;

/// <summary>A bar.</summary>
/// <param name="Value">Its length.</param>
/// <param name="Lower">The lower end of its interval.</param>
/// <param name="Upper">The upper end.</param>
internal sealed record BarValue(double Value, double Lower, double Upper);
