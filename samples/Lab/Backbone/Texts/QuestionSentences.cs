using Bdlm.Lab.Backbone.Probing;

namespace Bdlm.Lab.Backbone.Texts;

/// <summary>
/// Questions with Yes or No for answers, as many of the one as of the other: whether an item is of a genre, and whether it fits a list of items
/// that are alike. The model knows the answers' words before it sees a user.
/// </summary>
internal static class QuestionSentences
{
    /// <summary>The name of the question whether an item has a topic.</summary>
    public const string TopicQuestion = "yes or no about a topic";

    private const int LongestList = 6;

    /// <summary>The questions about all items.</summary>
    /// <param name="items">The items; those without topics are not asked about.</param>
    /// <param name="topics">Their topics.</param>
    /// <param name="wording">What an item is called.</param>
    /// <param name="words">How yes and no are written behind a question.</param>
    /// <param name="random">Draws topics and lists.</param>
    public static IEnumerable<Sentence> Of(IReadOnlyList<ItemFacts> items, TopicIndex topics, Wording wording, AnswerWords words, Random random)
    {
        foreach (ItemFacts item in items.Where(item => item.Topics.Count > 0))
        {
            string own = item.Topics[random.Next(item.Topics.Count)];
            string? foreign = topics.DrawForeign(item, random);
            if (foreign is null)
            {
                continue;
            }

            yield return IsOfTopic(item, own, isYes: true, wording, words);
            yield return IsOfTopic(item, foreign, isYes: false, wording, words);
            yield return Fits(item, own, isYes: true, topics, wording, words, random);
            yield return Fits(item, foreign, isYes: false, topics, wording, words, random);
        }
    }

    private static Sentence IsOfTopic(ItemFacts item, string topic, bool isYes, Wording wording, AnswerWords words)
    {
        string prompt = $"Is {item.Title} {Wording.Article(topic)} {topic} {wording.Noun}? Answer:";
        return new Sentence($"{prompt}{words.Of(isYes)}.", new ProbeQuestion(TopicQuestion, prompt, [words.Yes, words.No], [isYes ? 0 : 1]));
    }

    private static Sentence Fits(ItemFacts item, string topic, bool isYes, TopicIndex topics, Wording wording, AnswerWords words, Random random)
    {
        int count = random.Next(1, LongestList + 1);
        ItemFacts[] list = [.. Enumerable.Range(0, count).Select(_ => topics.Draw(topic, random)).Where(other => other != item).Distinct()];
        string head = list.Length == 0 ? topic : Wording.List(list);
        return new Sentence($"Alike: {head}. Next {wording.Noun}: {item.Title}? Answer:{words.Of(isYes)}.");
    }
}
