using System.Text.RegularExpressions;
using Bdlm.Data;

namespace Bdlm.Lab.Backbone.Texts;

/// <summary>Words that several titles share, in the place of genres where a catalogue has none: "ink" and "labels" tell a shop's items apart.</summary>
internal sealed partial class TitleWords
{
    private const int MostWords = 64;
    private const int MostTopics = 3;

    private readonly Dictionary<string, int> _counts;

    private TitleWords(Dictionary<string, int> counts) => _counts = counts;

    /// <summary>The most frequent words of at least four letters that stand in three titles or more, but in no more than a fifth of all.</summary>
    public static TitleWords Shared(IReadOnlyList<string> titles)
    {
        IEnumerable<KeyValuePair<string, int>> frequent = titles
            .SelectMany(title => Words(title).Distinct(StringComparer.Ordinal))
            .CountBy(word => word, StringComparer.Ordinal)
            .Where(entry => entry.Value >= 3 && entry.Value <= Math.Max(3, titles.Count / 5))
            .OrderByDescending(entry => entry.Value)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Take(MostWords);
        return new TitleWords(new Dictionary<string, int>(frequent, StringComparer.Ordinal));
    }

    /// <summary>Up to three shared words of an item's title, the most frequent first.</summary>
    public IReadOnlyList<string> TopicsOf(ItemDescription item) =>
    [
        .. Words(item.Title)
            .Where(_counts.ContainsKey)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(word => _counts[word])
            .ThenBy(word => word, StringComparer.Ordinal)
            .Take(MostTopics),
    ];

    private static IEnumerable<string> Words(string title) => WordPattern().Matches(title).Select(match => match.Value.ToLowerInvariant());

    [GeneratedRegex(@"\p{L}{4,}")]
    private static partial Regex WordPattern();
}
