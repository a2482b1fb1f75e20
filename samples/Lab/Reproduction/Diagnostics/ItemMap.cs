using Bdlm.Data;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Diagnostics;

/// <summary>A picture of item embeddings: their first two principal components, by genre.</summary>
internal static class ItemMap
{
    /// <summary>The class of items whose genre is none of the frequent ones.</summary>
    public const string Other = "other";

    private const int MostGenres = 6;
    private const int Digits = 4;

    /// <summary>One series a genre: X and Y are the components of its items.</summary>
    /// <param name="when">When the rows were taken: <c>before</c> or <c>after</c>.</param>
    /// <param name="rows">Item rows, <c>[items, dim]</c>, row after row.</param>
    /// <param name="dim">The width of a row, at least 2.</param>
    /// <param name="catalog">The items' genres; an item counts as the first of its genres that is among the frequent ones.</param>
    /// <param name="itemCounts">How often each item was taken in the training part; the most popular items are shown.</param>
    /// <param name="mostItems">How many items are shown at most.</param>
    /// <exception cref="ArgumentException">The rows do not fit the catalogue or the counts.</exception>
    public static IReadOnlyList<DiagnosticSeries> Of(string when, ReadOnlySpan<float> rows, int dim, ItemCatalog catalog, ReadOnlySpan<int> itemCounts, int mostItems = 800)
    {
        if (rows.Length != catalog.Count * dim || itemCounts.Length != catalog.Count)
        {
            throw new ArgumentException($"rows holds {rows.Length} numbers and itemCounts {itemCounts.Length}; expected {catalog.Count} × {dim} and {catalog.Count}, as the catalogue has items. Give the item table as it is.", nameof(rows));
        }

        int[] shown = Popular(itemCounts, mostItems);
        (double[] first, double[] second) = PrincipalComponents.Of(Rows(rows, dim, shown));
        string[] frequent = [.. shown.SelectMany(item => catalog[item].Categories).CountBy(genre => genre).OrderByDescending(genre => genre.Value).ThenBy(genre => genre.Key, StringComparer.Ordinal).Take(MostGenres).Select(genre => genre.Key)];
        ILookup<string, int> byGenre = Enumerable.Range(0, shown.Length).ToLookup(place => GenreOf(catalog[shown[place]], frequent));
        return [.. frequent.Append(Other).Where(byGenre.Contains).Select(genre => new DiagnosticSeries(
            $"{DiagnosticNames.Components}/{when}/{genre}", "principal components", Chosen(first, byGenre[genre]), Chosen(second, byGenre[genre])))];
    }

    private static int[] Popular(ReadOnlySpan<int> counts, int most)
    {
        int[] kept = counts.ToArray();
        return [.. Enumerable.Range(0, kept.Length).OrderByDescending(item => kept[item]).ThenBy(item => item).Take(most).Order()];
    }

    private static List<float[]> Rows(ReadOnlySpan<float> rows, int dim, int[] items)
    {
        List<float[]> chosen = [];
        foreach (int item in items)
        {
            chosen.Add(rows.Slice(item * dim, dim).ToArray());
        }

        return chosen;
    }

    private static string GenreOf(ItemDescription item, string[] frequent) => item.Categories.FirstOrDefault(frequent.Contains) ?? Other;

    private static double[] Chosen(double[] values, IEnumerable<int> places) => [.. places.Select(place => Math.Round(values[place], Digits))];
}
