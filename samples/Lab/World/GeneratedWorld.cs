using Bdlm.Data;

namespace Bdlm.Lab.World;

/// <summary>
/// A small made-up film catalogue with communities of users: the data behind <c>lab quickstart</c>. Taste follows genres, which
/// stand in the text, and hidden groups, which only behaviour shows; some films are popular with all. The true utility of every
/// film to every user is known, so the best possible score is, too.
/// </summary>
internal sealed class GeneratedWorld
{
    private readonly double[,] _utility;

    private GeneratedWorld(InteractionLog log, CatalogSource catalog, double[,] utility)
    {
        Log = log;
        Catalog = catalog;
        _utility = utility;
    }

    /// <summary>Who took what, in order.</summary>
    public InteractionLog Log { get; }

    /// <summary>Titles and genres.</summary>
    public CatalogSource Catalog { get; }

    /// <summary>The true utility of an item to a user; the next item is drawn with probability ∝ exp(utility) from those not taken yet.</summary>
    /// <remarks>By original number, as users and items may have been renumbered since.</remarks>
    public double Utility(int user, int item) => _utility[user, item];

    /// <summary>Makes a world.</summary>
    public static GeneratedWorld Create(WorldOptions options, int seed)
    {
        var random = new Random(seed);
        FilmTitles films = FilmTitles.Create(options.Items, random);
        double[,] utility = WorldTaste.Utilities(options, films, random);
        var users = new List<int>();
        var items = new List<int>();
        var times = new List<long>();
        for (int user = 0; user < options.Users; user++)
        {
            int count = random.Next(options.ShortestHistory, options.LongestHistory + 1);
            long time = random.Next(100_000);
            foreach (int item in Draw(utility, user, options.Items, count, random))
            {
                users.Add(user);
                items.Add(item);
                times.Add(time += random.Next(1, 5_000));
            }
        }

        var log = new InteractionLog(
            Ids("u", options.Users), Ids("f", options.Items), [.. users], [.. items], [.. Enumerable.Repeat(1f, users.Count)], [.. times]);
        var catalog = new CatalogSource(films.Films.Select((film, number) => KeyValuePair.Create(log.ItemMap.Original(number), film)));
        return new GeneratedWorld(log, catalog, utility);
    }

    // Without replacement, each next item with probability ∝ exp(utility): the Gumbel-top-k trick.
    private static int[] Draw(double[,] utility, int user, int itemCount, int count, Random random)
    {
        var keys = new (double Key, int Item)[itemCount];
        for (int item = 0; item < itemCount; item++)
        {
            keys[item] = (utility[user, item] - Math.Log(-Math.Log(1 - random.NextDouble())), item);
        }

        return [.. keys.OrderByDescending(key => key.Key).Take(count).Select(key => key.Item)];
    }

    private static IdMap Ids(string prefix, int count) => new(Enumerable.Range(0, count).Select(index => $"{prefix}{index}"));
}
