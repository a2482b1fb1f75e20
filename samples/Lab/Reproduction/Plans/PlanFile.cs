using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Plans;

/// <summary>
/// What a run's folder is about: data, questions and scale, and for each experiment that was started in it every cell with its settings
/// and seed. Experiments in one folder share cells.
/// </summary>
internal sealed record PlanFile
{
    /// <summary>The format that this build reads and writes.</summary>
    public const string SchemaName = "bdlm-plan/1";

    /// <summary>The file's name in a run's folder.</summary>
    public const string FileName = "plan.json";

    /// <summary>The file's format; <see cref="SchemaName"/>.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>The data set's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>The fingerprint of its split.</summary>
    public required string DatasetHash { get; init; }

    /// <summary><c>laptop</c> or <c>paper</c>.</summary>
    public required string Scale { get; init; }

    /// <summary>How many users' targets are asked about; null for all.</summary>
    public int? MaxUsers { get; init; }

    /// <summary>Which questions are asked.</summary>
    public required QuestionHashes Questions { get; init; }

    /// <summary>The experiments, in the order they were first started.</summary>
    public required IReadOnlyList<PlannedExperiment> Experiments { get; init; }
}
