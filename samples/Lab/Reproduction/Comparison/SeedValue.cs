namespace Bdlm.Lab.Reproduction.Comparison;

/// <summary>A figure of one seed.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Value">The figure.</param>
/// <param name="Lower">The lower end of the 95 % interval over users: Wilson for hit rates, else percentile bootstrap; null where the figure has none.</param>
/// <param name="Upper">Its upper end.</param>
internal sealed record SeedValue(int Seed, double Value, double? Lower, double? Upper);
