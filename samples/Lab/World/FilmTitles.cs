using Bdlm.Data;

namespace Bdlm.Lab.World;

/// <summary>Generated films: unlike titles whose words hint at the genre, with one or two genres each.</summary>
internal sealed class FilmTitles
{
    private readonly int[][] _genres;

    private FilmTitles(IReadOnlyList<ItemDescription> films, int[][] genres)
    {
        Films = films;
        _genres = genres;
    }

    /// <summary>The films as text.</summary>
    public IReadOnlyList<ItemDescription> Films { get; }

    /// <summary>The genres of a film, as places in <see cref="FilmGenres.All"/>.</summary>
    public IReadOnlyList<int> GenresOf(int film) => _genres[film];

    /// <summary>Draws films; every title is used once.</summary>
    public static FilmTitles Create(int count, Random random)
    {
        var films = new ItemDescription[count];
        var genres = new int[count][];
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (int film = 0; film < count; film++)
        {
            int first = random.Next(FilmGenres.All.Count);
            int second = random.Next(FilmGenres.All.Count);
            genres[film] = first == second ? [first] : [first, second];
            string title;
            do
            {
                title = Title(first, second, random);
            }
            while (!used.Add(title));
            films[film] = new ItemDescription(title, [.. genres[film].Select(genre => FilmGenres.All[genre].Name)]);
        }

        return new FilmTitles(films, genres);
    }

    // "Dusty Starship": an adjective of the first genre, a noun of the second. Short titles make short prompts.
    private static string Title(int first, int second, Random random)
    {
        string[] adjectives = FilmGenres.All[first].Adjectives;
        string[] nouns = FilmGenres.All[second].Nouns;
        return $"{adjectives[random.Next(adjectives.Length)]} {nouns[random.Next(nouns.Length)]}";
    }
}
