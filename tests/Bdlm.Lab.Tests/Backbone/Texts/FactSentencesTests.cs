using Bdlm.Lab.Backbone.Probing;

namespace Bdlm.Lab.Backbone.Texts;

public sealed class FactSentencesTests
{
    private static readonly Wording Film = new("film");

    [Fact]
    public void Of_AFilm_SaysItsGenresBothWaysAndItsYear()
    {
        var heat = new ItemFacts("Heat (1995)", "Heat", 1995, ["action", "crime"]);
        Assert.Equal(
            [
                "Heat (1995) is an action, crime film.",
                "Action, crime: Heat (1995).",
                "About Heat (1995): action, crime.",
                "Heat came out in 1995.",
                "Heat is a 1995 action film.",
                "An action film of the 1990s: Heat.",
                "Heat is a 1995 crime film.",
                "A crime film of the 1990s: Heat.",
            ],
            FactSentences.Of([heat], ["crime", "drama"], Film).Select(sentence => sentence.Text));
    }

    [Fact]
    public void Of_AnItemWithoutGenreAndYear_OnlyNamesIt() =>
        Assert.Equal(["Thing is an item."], FactSentences.Of([new ItemFacts("Thing", "Thing", null, [])], [], new Wording("item")).Select(sentence => sentence.Text));

    [Fact]
    public void Of_AFilm_AsksForAnyOfItsGenres()
    {
        var heat = new ItemFacts("Heat (1995)", "Heat", 1995, ["action", "crime"]);
        ProbeQuestion question = Assert.Single(FactSentences.Of([heat], ["crime", "drama"], Film).Select(sentence => sentence.Question).OfType<ProbeQuestion>());
        Assert.Equal("About Heat (1995):", question.Prompt);
        Assert.Equal([" crime", " drama", " action"], question.Choices);
        Assert.Equal([2, 0], question.Right);
    }
}
