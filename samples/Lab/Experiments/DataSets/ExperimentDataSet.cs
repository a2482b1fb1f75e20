using Bdlm.Data;

namespace Bdlm.Lab.Experiments.DataSets;

/// <summary>A data set after filtering, with seeded ids, before it is split.</summary>
internal sealed record ExperimentDataSet
{
    /// <summary>What reports call it.</summary>
    public required string Name { get; init; }

    public required InteractionLog Log { get; init; }

    public required ItemCatalog Catalog { get; init; }

    /// <summary>What is known of the items in words.</summary>
    public required ItemText Text { get; init; }

    /// <summary>What was left out, in words.</summary>
    public required CoreFilter Filter { get; init; }

    /// <summary>The sizes in the files, repeated pairs left out.</summary>
    public required DataStatistics Before { get; init; }

    /// <summary>The sizes after filtering.</summary>
    public DataStatistics After => DataStatistics.Of(Log);
}
