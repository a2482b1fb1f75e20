namespace Bdlm.Recommendations;

/// <summary>A recommended item.</summary>
/// <param name="Item">Its original id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Score">What it was ranked by; comparable within one list alone.</param>
public sealed record Recommendation(string Item, string Title, double Score);
