namespace Bdlm.Lab.Reproduction.Comparison;

/// <summary>Two rows to compare.</summary>
/// <param name="First">The key of the row that is expected to be better.</param>
/// <param name="Second">The key of the row that it is held against.</param>
/// <param name="Question">What the comparison asks, such as "joint learning helps the recommender".</param>
internal sealed record RowPair(string First, string Second, string Question);
