namespace Bdlm.Lab.Experiments.DataSets;

/// <summary>A data set that experiments know by name.</summary>
/// <param name="Name">The name on the command line, also that of its folder below the data root.</param>
/// <param name="Title">What reports call it.</param>
/// <param name="Filter">What is left out.</param>
internal sealed record KnownDataSet(string Name, string Title, CoreFilter Filter)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<KnownDataSet> All { get; } =
    [
        new("ml-100k", "MovieLens-100K", CoreFilter.None),
        new("ml-1m", "MovieLens-1M", CoreFilter.None),
        new("office", "Amazon Office", CoreFilter.Targets),
        new("industrial", "Amazon Industrial", CoreFilter.Targets),
        new("grocery", "Amazon Grocery", CoreFilter.Five),
        new("health", "Amazon Health", CoreFilter.Five),
    ];

    /// <summary>The names, for messages.</summary>
    public static string Names => string.Join(", ", All.Select(known => known.Name));

    /// <summary>The data set of a name; null where there is none.</summary>
    public static KnownDataSet? Find(string name) => All.FirstOrDefault(known => known.Name == name);
}
