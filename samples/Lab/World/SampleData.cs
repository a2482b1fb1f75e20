using System.Globalization;
using Bdlm.Data;

namespace Bdlm.Lab.World;

/// <summary>The text files of <c>samples/data</c>: a small generated world, for the file-based samples to read.</summary>
internal static class SampleData
{
    private const int Seed = 1;

    private static readonly WorldOptions Options = new() { Users = 400, Items = 160, ShortestHistory = 8, LongestHistory = 20, Groups = 6 };

    /// <summary>Each file's name with its text.</summary>
    public static IReadOnlyDictionary<string, string> Files()
    {
        GeneratedWorld world = GeneratedWorld.Create(Options, Seed);
        return new Dictionary<string, string> { ["interactions.csv"] = Interactions(world.Log), ["films.csv"] = Films(world) };
    }

    private static string Interactions(InteractionLog log) => Lines("user,film,time", Enumerable.Range(0, log.Count).Select(
        row => string.Create(CultureInfo.InvariantCulture, $"{log.UserMap.Original(log.Users[row])},{log.ItemMap.Original(log.Items[row])},{log.Times[row]}")));

    // Neither titles nor genres hold a comma.
    private static string Films(GeneratedWorld world)
    {
        IdMap films = world.Log.ItemMap;
        ItemCatalog catalog = world.Catalog.AlignTo(films);
        return Lines("film,title,genres", Enumerable.Range(0, catalog.Count).Select(
            film => $"{films.Original(film)},{catalog[film].Title},{string.Join('|', catalog[film].Categories)}"));
    }

    private static string Lines(string header, IEnumerable<string> rows) => string.Join('\n', rows.Prepend(header)) + "\n";
}
