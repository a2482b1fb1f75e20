using System.Globalization;
using Bdlm.Lab.Backbone.Probing;

namespace Bdlm.Lab.Backbone.Texts;

/// <summary>Sentences about one item each: its genres both ways, its year, its decade.</summary>
internal static class FactSentences
{
    /// <summary>The name of the question which topic an item has.</summary>
    public const string TopicQuestion = "topic of a title";

    /// <summary>The sentences of all items, in their order.</summary>
    /// <param name="items">The items.</param>
    /// <param name="choices">The topics that a question offers; an item's own ones join them.</param>
    /// <param name="wording">What an item is called.</param>
    public static IEnumerable<Sentence> Of(IReadOnlyList<ItemFacts> items, IReadOnlyList<string> choices, Wording wording) =>
        items.SelectMany(item => Topics(item, choices, wording).Concat(Years(item, wording)));

    private static IEnumerable<Sentence> Topics(ItemFacts item, IReadOnlyList<string> choices, Wording wording)
    {
        string topics = string.Join(", ", item.Topics);
        if (topics.Length == 0)
        {
            yield return new Sentence($"{item.Title} is {Wording.Article(wording.Noun)} {wording.Noun}.");
            yield break;
        }

        yield return new Sentence($"{item.Title} is {Wording.Article(topics)} {topics} {wording.Noun}.");
        yield return new Sentence($"{Wording.Capital(topics)}: {item.Title}.");
        string prompt = $"About {item.Title}:";
        yield return new Sentence($"{prompt} {topics}.", Question(prompt, item, choices));
    }

    private static IEnumerable<Sentence> Years(ItemFacts item, Wording wording)
    {
        if (item.Year is not int year)
        {
            yield break;
        }

        string decade = string.Create(CultureInfo.InvariantCulture, $"{item.Decade}s");
        yield return new Sentence(string.Create(CultureInfo.InvariantCulture, $"{item.Name} came out in {year}."));
        foreach (string topic in item.Topics)
        {
            yield return new Sentence(string.Create(CultureInfo.InvariantCulture, $"{item.Name} is a {year} {topic} {wording.Noun}."));
            yield return new Sentence($"{Wording.Capital(Wording.Article(topic))} {topic} {wording.Noun} of the {decade}: {item.Name}.");
        }
    }

    // The item's own topics are offered even where they are rare.
    private static ProbeQuestion Question(string prompt, ItemFacts item, IReadOnlyList<string> choices)
    {
        string[] offered = [.. choices.Union(item.Topics, StringComparer.Ordinal)];
        int[] right = [.. item.Topics.Select(topic => Array.IndexOf(offered, topic))];
        return new ProbeQuestion(TopicQuestion, prompt, [.. offered.Select(topic => " " + topic)], right);
    }
}
