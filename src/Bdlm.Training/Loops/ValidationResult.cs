namespace Bdlm.Loops;

/// <summary>What a validation after an epoch found.</summary>
/// <param name="Score">The number that decides which epoch is best; larger is better.</param>
/// <param name="Metrics">Everything worth showing, the score's parts included.</param>
public sealed record ValidationResult(double Score, IReadOnlyList<NamedValue> Metrics);
