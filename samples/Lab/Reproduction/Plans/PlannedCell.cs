namespace Bdlm.Lab.Reproduction.Plans;

/// <summary>One training unit of one seed, as planned; its file is <c>cells/ID.json</c>.</summary>
internal sealed record PlannedCell
{
    /// <summary>The cell's id; the name of its file.</summary>
    public required string Id { get; init; }

    /// <summary>The recipe's name: <c>bdlm-lightgcn</c>.</summary>
    public required string Recipe { get; init; }

    /// <summary>What the cell is, for readers.</summary>
    public required string Title { get; init; }

    /// <summary>The models that it judges, as named in tables.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>The run's seed.</summary>
    public required int Seed { get; init; }

    /// <summary>Every setting that decides its result, but data, questions and seed.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }
}
