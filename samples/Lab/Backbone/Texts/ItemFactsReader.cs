using System.Globalization;
using System.Text.RegularExpressions;
using Bdlm.Data;

namespace Bdlm.Lab.Backbone.Texts;

/// <summary>Reads what titles and categories tell.</summary>
internal static partial class ItemFactsReader
{
    /// <summary>The facts of every item, in the catalogue's order.</summary>
    public static IReadOnlyList<ItemFacts> Read(ItemCatalog catalog)
    {
        ItemDescription[] items = [.. Enumerable.Range(0, catalog.Count).Select(item => catalog[item])];
        bool hasCategories = Array.Exists(items, item => item.Categories.Count > 0);
        Func<ItemDescription, IReadOnlyList<string>> topicsOf = hasCategories ? Categories : TitleWords.Shared([.. items.Select(item => item.Title)]).TopicsOf;
        return [.. items.Select(item => Read(item, topicsOf(item)))];
    }

    private static ItemFacts Read(ItemDescription item, IReadOnlyList<string> topics)
    {
        Match year = YearInBrackets().Match(item.Title);
        string name = year.Success ? item.Title[..year.Index].TrimEnd() : item.Title;
        return name.Length == 0
            ? new ItemFacts(item.Title, item.Title, null, topics)
            : new ItemFacts(item.Title, name, year.Success ? int.Parse(year.Groups[1].Value, CultureInfo.InvariantCulture) : null, topics);
    }

    private static string[] Categories(ItemDescription item) =>
        [.. item.Categories.Select(category => category.Trim().ToLowerInvariant()).Where(category => category.Length > 0).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"\(((?:18|19|20)[0-9]{2})\)(?:\s*\([^()]*\))?\s*$")]
    private static partial Regex YearInBrackets();
}
