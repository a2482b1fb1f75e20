using Bdlm.Data;

namespace Bdlm.Lab.Backbone.Texts;

public sealed class CatalogueCorpusTests
{
    private static readonly CatalogueCorpus Corpus = Create(1);

    [Fact]
    public void Create_TheSameSeed_WritesTheSameSentences()
    {
        Assert.Equal(Texts(Corpus.Training), Texts(Create(1).Training));
        Assert.Equal(Texts(Corpus.HeldOut), Texts(Create(1).HeldOut));
        Assert.NotEqual(Texts(Corpus.Training), Texts(Create(2).Training));
    }

    [Fact]
    public void Create_HeldOutSentences_AreNeverTrainedOn()
    {
        Assert.Empty(Texts(Corpus.Training).Intersect(Texts(Corpus.HeldOut)));
        Assert.InRange(Corpus.HeldOut.Count, 0.05 * Corpus.Training.Count, 0.2 * Corpus.Training.Count);
        Assert.Contains(Corpus.HeldOut, sentence => sentence.Question is not null);
    }

    [Fact]
    public void Create_Questions_HaveAsManyYesAsNo()
    {
        string[] all = [.. Texts(Corpus.Training), .. Texts(Corpus.HeldOut)];
        int yes = all.Count(text => text.EndsWith("Answer: Yes.", StringComparison.Ordinal));
        int no = all.Count(text => text.EndsWith("Answer: No.", StringComparison.Ordinal));
        Assert.InRange(yes, TinyBackbone.Catalog.Count, 2 * TinyBackbone.Catalog.Count);
        Assert.InRange(no, yes - 2, yes + 2);
    }

    [Fact]
    public void Create_Answers_AreTrue()
    {
        Dictionary<string, ItemDescription> films = Enumerable.Range(0, TinyBackbone.Catalog.Count).Select(item => TinyBackbone.Catalog[item]).ToDictionary(film => film.Title);
        Sentence[] asked = [.. Corpus.Training.Where(sentence => sentence.Question?.Kind == QuestionSentences.TopicQuestion)];
        Assert.NotEmpty(asked);
        Assert.All(asked, sentence =>
        {
            ItemDescription film = films.Single(entry => sentence.Text.StartsWith($"Is {entry.Key} a", StringComparison.Ordinal)).Value;
            bool isTrue = film.Categories.Any(genre => sentence.Text.Contains($" {genre.ToLowerInvariant()} film?", StringComparison.Ordinal));
            Assert.EndsWith(isTrue ? "Answer: Yes." : "Answer: No.", sentence.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Create_Lists_HoldFilmsOfTheirGenreAlone()
    {
        Sentence list = Corpus.Training.Concat(Corpus.HeldOut).First(sentence => sentence.Text.StartsWith("Comedy films: ", StringComparison.Ordinal));
        string[] titles = list.Text["Comedy films: ".Length..^1].Split(Wording.Separator);
        Assert.InRange(titles.Length, 2, 8);
        HashSet<string> comedies = [.. Enumerable.Range(0, TinyBackbone.Catalog.Count).Select(item => TinyBackbone.Catalog[item]).Where(film => film.Categories.Contains("Comedy")).Select(film => film.Title)];
        Assert.All(titles, title => Assert.Contains(title, comedies));
    }

    [Fact]
    public void Create_ShuffledTitles_GivesOtherSentences()
    {
        ItemDescription[] items = [.. Enumerable.Range(0, TinyBackbone.Catalog.Count).Select(item => TinyBackbone.Catalog[item])];
        var shuffled = new ItemCatalog(items.Select((item, place) => item with { Title = items[(place + 1) % items.Length].Title }));
        Assert.NotEqual(Texts(Corpus.Training), Texts(CatalogueCorpus.Create(shuffled, "film", 0.1, 1).Training));
    }

    [Fact]
    public void Create_OneItem_HoldsASentenceOut()
    {
        CatalogueCorpus corpus = CatalogueCorpus.Create(new ItemCatalog([new ItemDescription("Thing", [])]), "item", 0.1, 1);
        Assert.Equal(["Thing is an item."], Texts(corpus.HeldOut));
        Assert.Single(corpus.Training);
    }

    private static CatalogueCorpus Create(int seed) => CatalogueCorpus.Create(TinyBackbone.Catalog, "film", 0.1, seed);

    private static string[] Texts(IEnumerable<Sentence> sentences) => [.. sentences.Select(sentence => sentence.Text)];
}
