namespace Bdlm.Lab.Reproduction.Comparison;

/// <summary>A figure of a row over its seeds.</summary>
/// <param name="Measure">The figure's name.</param>
/// <param name="Mean">The mean over seeds.</param>
/// <param name="Deviation">The standard deviation over seeds (with n − 1); null for a single seed.</param>
/// <param name="Lower">The lower end of the 95 % interval over users, each user's figure averaged over seeds; null where the figure has none.</param>
/// <param name="Upper">Its upper end.</param>
/// <param name="Seeds">The figure of each seed, with its own interval over users.</param>
internal sealed record MeasuredValue(string Measure, double Mean, double? Deviation, double? Lower, double? Upper, IReadOnlyList<SeedValue> Seeds);
