using Bdlm.Data;

namespace Bdlm.Lab.Backbone;

/// <summary>What the catalogue says about its items, as sentences: what a language model may know before it sees any behaviour.</summary>
internal static class CatalogueText
{
    /// <summary>Two sentences an item, such as "Toy Story (1995) is an animation, children's comedy."</summary>
    public static IReadOnlyList<string> Sentences(ItemCatalog catalog)
    {
        var sentences = new List<string>();
        for (int item = 0; item < catalog.Count; item++)
        {
            ItemDescription film = catalog[item];
            string genres = film.Categories.Count == 0 ? "film of no genre" : string.Join(", ", film.Categories.Select(genre => genre.ToLowerInvariant()));
            sentences.Add($"{film.Title} is {Article(genres)} {genres}.");
            sentences.Add($"{char.ToUpperInvariant(genres[0])}{genres[1..]}: {film.Title}.");
        }

        return sentences;
    }

    private static string Article(string word) => "aeiou".Contains(word[0]) ? "an" : "a";
}
