using Bdlm.Data;
using Bdlm.Data.Reading;
using Bdlm.Lab.Sources;

namespace Bdlm.Lab.Experiments.DataSets;

/// <summary>Reads any data set that has an order of each user's rows, filters it and gives it seeded ids.</summary>
internal static class ExperimentDataSetReader
{
    private const int SmallMovieLens = 200_000;

    /// <summary>Reads a data set.</summary>
    /// <param name="location">Where it lies.</param>
    /// <param name="seed">Decides the ids, which carry nothing of the file's order then.</param>
    /// <exception cref="IOException">A file is missing or faulty, or the data tell no order.</exception>
    /// <exception cref="InvalidDataException">The filter leaves no user with targets.</exception>
    public static ExperimentDataSet Read(DataSetLocation location, int seed)
    {
        IDataFormat format = DataFormats.Detect(location.Folder);
        InteractionDataSet read = format.ReadLog(location.Folder);
        InteractionLog kept = location.Filter.Apply(read.Log);
        if (kept.Count == 0)
        {
            throw new InvalidDataException($"{location.Folder} holds {read.Log.Count} interactions, of which {location.Filter} leave none. Lower --core.");
        }

        InteractionDataSet data = read.WithLog(IdShuffle.Apply(kept, seed));
        return new ExperimentDataSet
        {
            Name = TitleOf(location, format, read.Log),
            Log = data.Log,
            Catalog = data.Catalog,
            Text = TextOf(data),
            Filter = location.Filter,
            Before = DataStatistics.Of(read.Log),
        };
    }

    // A MovieLens folder of any name is told by its size.
    private static string TitleOf(DataSetLocation location, IDataFormat format, InteractionLog log)
    {
        bool isKnown = KnownDataSet.All.Any(known => known.Title == location.Title);
        return isKnown || format is not MovieLensFormat ? location.Title : log.Count <= SmallMovieLens ? "MovieLens-100K" : "MovieLens-1M";
    }

    private static ItemText TextOf(InteractionDataSet data)
    {
        if (data.Items.CountUntitled(data.Log.ItemMap) < data.Log.ItemCount)
        {
            return ItemText.Titles;
        }

        return Enumerable.Range(0, data.Catalog.Count).Any(item => data.Catalog[item].Categories.Count > 0) ? ItemText.Categories : ItemText.None;
    }
}
