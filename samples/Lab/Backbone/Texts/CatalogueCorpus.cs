using Bdlm.Data;

namespace Bdlm.Lab.Backbone.Texts;

/// <summary>
/// What the catalogue says about its items, as sentences: what a language model may know before it sees any behaviour. Nothing of who took what
/// goes in; the same catalogue, seed and wording give the same sentences.
/// </summary>
/// <param name="Training">The sentences to learn from.</param>
/// <param name="HeldOut">Sentences of the same kinds that are never learnt from.</param>
internal sealed record CatalogueCorpus(IReadOnlyList<Sentence> Training, IReadOnlyList<Sentence> HeldOut)
{
    // As many genres as a question offers at most; MovieLens has 18.
    private const int MostChoices = 32;

    /// <summary>Writes the sentences of a catalogue.</summary>
    /// <param name="catalog">Titles and categories.</param>
    /// <param name="noun">What an item is called.</param>
    /// <param name="heldOutShare">The share of sentences that is held out, in (0, 1); at least one is.</param>
    /// <param name="seed">Decides lists, questions, and what is held out.</param>
    public static CatalogueCorpus Create(ItemCatalog catalog, string noun, double heldOutShare, int seed)
    {
        IReadOnlyList<ItemFacts> items = ItemFactsReader.Read(catalog);
        var topics = new TopicIndex(items);
        var wording = new Wording(noun);
        var random = new Random(seed);
        Sentence[] all =
        [
            .. FactSentences.Of(items, topics.Frequent(MostChoices), wording),
            .. ListSentences.Of(items, topics, wording, random),
            .. QuestionSentences.Of(items, topics, wording, AnswerWords.English, random),
        ];
        return Part([.. all.DistinctBy(sentence => sentence.Text, StringComparer.Ordinal)], heldOutShare, random);
    }

    private static CatalogueCorpus Part(Sentence[] sentences, double heldOutShare, Random random)
    {
        var training = new List<Sentence>(sentences.Length);
        var heldOut = new List<Sentence>();
        foreach (Sentence sentence in sentences)
        {
            (random.NextDouble() < heldOutShare ? heldOut : training).Add(sentence);
        }

        // A catalogue of a few items may leave one side empty.
        if (heldOut.Count == 0 || training.Count == 0)
        {
            return new CatalogueCorpus([.. sentences.Take(Math.Max(1, sentences.Length - 1))], [sentences[^1]]);
        }

        return new CatalogueCorpus(training, heldOut);
    }
}
