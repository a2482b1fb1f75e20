namespace Bdlm.Lab.Reproduction.Results;

/// <summary>
/// What one cell of a plan found: one training unit of one seed, with the answers of its models to the run's questions. The tables are
/// computed from these files; nothing that can be computed from the answers is stored beside them.
/// </summary>
internal sealed record CellFile
{
    /// <summary>The format that this build reads and writes.</summary>
    public const string SchemaName = "bdlm-cell/1";

    /// <summary>The file's format; <see cref="SchemaName"/>.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>A readable name with a hash of everything that decides the result; the file's name without its ending.</summary>
    public required string Id { get; init; }

    /// <summary>What the cell is, for readers: <c>BDLM on LightGCN</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The data set's name, as in the plan.</summary>
    public required string Dataset { get; init; }

    /// <summary><c>laptop</c> or <c>paper</c>.</summary>
    public required string Scale { get; init; }

    /// <summary>The run's seed; decides first weights, order and training negatives, but not the questions.</summary>
    public required int Seed { get; init; }

    /// <summary>Every setting that decides the result, by name.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Which questions were asked.</summary>
    public required QuestionHashes Questions { get; init; }

    /// <summary>The cell's models, such as BDLM-llm and BDLM-drs; at least one.</summary>
    public required IReadOnlyList<ModelResult> Models { get; init; }

    /// <summary>How long each stage took, over all sessions that worked on it; shared artefacts are in the cell that made them.</summary>
    public required IReadOnlyList<StageSeconds> Seconds { get; init; }

    /// <summary>Losses and validation figures by epoch.</summary>
    public required IReadOnlyList<CurvePoint> Curves { get; init; }

    /// <summary>What explains the result: norms, gradient ratios, principal components.</summary>
    public required IReadOnlyList<DiagnosticSeries> Diagnostics { get; init; }

    /// <summary>The machine and versions; what seconds depend on.</summary>
    public required RunEnvironmentRecord Environment { get; init; }
}
