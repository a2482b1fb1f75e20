using Bdlm.Data;
using Bdlm.Lab.Experiments.DataSets;
using Bdlm.Lab.World;

namespace Bdlm.Lab.Experiments;

/// <summary>Reads or generates the data of an experiment with its split and questions.</summary>
internal static class ExperimentLoader
{
    public static ExperimentData Load(ExperimentOptions options)
    {
        (ExperimentDataSet set, GeneratedWorld? world) = options.DataFolder is { } folder
            ? (ExperimentDataSetReader.Read(DataSetLocation.Find(folder, root: null, filter: null), options.Seed), null)
            : Generate(options.Seed);
        return ExperimentDataBuilder.Build(set, LabScales.For(set.Name, options), CandidateMix.Paper, options.Seed, world);
    }

    /// <summary>The generated world as a data set.</summary>
    public static (ExperimentDataSet Set, GeneratedWorld World) Generate(int seed)
    {
        GeneratedWorld world = GeneratedWorld.Create(new WorldOptions(), seed);
        InteractionLog shuffled = IdShuffle.Apply(world.Log, seed);
        var set = new ExperimentDataSet
        {
            Name = "generated films",
            Log = shuffled,
            Catalog = world.Catalog.AlignTo(shuffled.ItemMap),
            Text = ItemText.Titles,
            Filter = CoreFilter.None,
            Before = DataStatistics.Of(world.Log),
        };
        return (set, world);
    }
}
