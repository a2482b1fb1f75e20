namespace Bdlm.Data;

/// <summary>An item as text.</summary>
/// <param name="Title">The title; never empty (readers fall back to "item ID" and count it).</param>
/// <param name="Categories">Genres or categories, possibly none.</param>
public sealed record ItemDescription(string Title, IReadOnlyList<string> Categories);
