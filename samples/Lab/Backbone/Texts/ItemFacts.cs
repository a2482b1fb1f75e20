namespace Bdlm.Lab.Backbone.Texts;

/// <summary>What the catalogue tells of an item.</summary>
/// <param name="Title">The title as prompts show it, such as "Toy Story (1995)".</param>
/// <param name="Name">The title without its year.</param>
/// <param name="Year">The year in the title's brackets; null where there is none.</param>
/// <param name="Topics">Genres in lower case; where the catalogue has none at all, words that several titles share. Possibly none.</param>
internal sealed record ItemFacts(string Title, string Name, int? Year, IReadOnlyList<string> Topics)
{
    /// <summary>The first year of the decade, such as 1990; null where the year is unknown.</summary>
    public int? Decade => Year / 10 * 10;
}
