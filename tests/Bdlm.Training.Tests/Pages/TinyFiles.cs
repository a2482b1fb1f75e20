using System.Globalization;
using Bdlm.Checkpoints;

namespace Bdlm.Pages;

/// <summary>The files of the pages' examples: two groups of users who rate films of their own kind, each film often enough to stay in a core of 2.</summary>
internal static class TinyFiles
{
    public const int Users = 12;
    public const int PerUser = 8;
    private const int FilmCount = 32;

    public static void Write(TemporaryFolder folder)
    {
        var random = new Random(1);
        File.WriteAllLines(folder.File("films.tsv"), ["film\ttitle\tgenres", .. Enumerable.Range(0, FilmCount).Select(film => $"f{film}\t{(film % 2 == 0 ? "Space" : "Love")} {film}\t{(film % 2 == 0 ? "Sci-Fi" : "Romance|Drama")}")]);
        File.WriteAllLines(folder.File("ratings.tsv"), ["user\tfilm\tstars\twhen", .. Enumerable.Range(0, Users).SelectMany(user => RatingsOf(user, random))]);
    }

    // One rating in eight is low, for each user that of another film.
    private static IEnumerable<string> RatingsOf(int user, Random random)
    {
        int pair = user / 2;
        int[] places = [.. Enumerable.Range(0, PerUser)];
        random.Shuffle(places);
        return places.Select((place, time) =>
        {
            int film = (2 * (((PerUser * pair) + place) % (FilmCount / 2))) + (user % 2);
            return string.Create(CultureInfo.InvariantCulture, $"u{user}\tf{film}\t{(place == pair ? 2 : 5)}\t{100 + time}");
        });
    }
}
