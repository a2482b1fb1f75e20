using Bdlm.Data;

namespace Bdlm.Lab.Backbone;

public sealed class CatalogueTextTests
{
    [Fact]
    public void Sentences_OfFilms_SayTheGenresBothWays()
    {
        var catalog = new ItemCatalog([new ItemDescription("Toy Story (1995)", ["Animation", "Children's", "Comedy"]), new ItemDescription("Heat (1995)", ["Crime"])]);
        Assert.Equal(
            [
                "Toy Story (1995) is an animation, children's, comedy.",
                "Animation, children's, comedy: Toy Story (1995).",
                "Heat (1995) is a crime.",
                "Crime: Heat (1995).",
            ],
            CatalogueText.Sentences(catalog));
    }

    [Fact]
    public void Sentences_OfAFilmWithoutGenre_StillNameIt() => Assert.Equal(
        ["Unknown is a film of no genre.", "Film of no genre: Unknown."],
        CatalogueText.Sentences(new ItemCatalog([new ItemDescription("Unknown", [])])));
}
