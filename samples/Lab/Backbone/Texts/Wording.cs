namespace Bdlm.Lab.Backbone.Texts;

/// <summary>Small turns of English that several sentences share.</summary>
/// <param name="Noun">What an item is called, such as "film" or "item".</param>
internal sealed record Wording(string Noun)
{
    /// <summary>What stands between the items of a list, as in prompts.</summary>
    public const string Separator = "; ";

    /// <summary>"a" or "an", as the next word begins.</summary>
    public static string Article(string next) => next.Length > 0 && "aeiou".Contains(char.ToLowerInvariant(next[0]), StringComparison.Ordinal) ? "an" : "a";

    /// <summary>The text with a capital letter first.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>Titles in a row.</summary>
    public static string List(IEnumerable<ItemFacts> items) => string.Join(Separator, items.Select(item => item.Title));
}
