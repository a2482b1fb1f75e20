using Bdlm.Data;
using Bdlm.Graphs;
using Bdlm.Lab.World;
using Bdlm.Metrics;
using Bdlm.Sampling;

namespace Bdlm.Lab.Experiments;

/// <summary>Data, split and questions of one experiment; checked for leaks when it is built.</summary>
internal sealed record ExperimentData
{
    public required string Name { get; init; }

    public required LabScale Scale { get; init; }

    public required InteractionLog Log { get; init; }

    public required ItemCatalog Catalog { get; init; }

    public required DataSplit Split { get; init; }

    public required InteractionGraph Graph { get; init; }

    /// <summary>What training negatives leave out: training positives only, so that training is told nothing of the targets.</summary>
    public required UserPositives Positives { get; init; }

    public required INegativeSampler Sampler { get; init; }

    /// <summary>The seed that the questions were drawn with.</summary>
    public int QuestionSeed { get; init; }

    public required CandidateSet ValidationCandidates { get; init; }

    public required CandidateSet TestCandidates { get; init; }

    public required InteractionPairSet ValidationPairs { get; init; }

    public required InteractionPairSet TestPairs { get; init; }

    public required LeakageReport Audit { get; init; }

    /// <summary>The sizes before filtering; null where nothing was counted.</summary>
    public DataStatistics? AsRead { get; init; }

    /// <summary>What was filtered, in words.</summary>
    public string Filtering { get; init; } = "none";

    /// <summary>The generated world, where the true utilities are known.</summary>
    public GeneratedWorld? World { get; init; }

    /// <summary>What models are made of.</summary>
    public ModelData Models => new(Scale, Catalog, Log.UserCount, Log.ItemCount, Graph);

    /// <summary>The same data with the validation questions in place of the test questions: for a search.</summary>
    public ExperimentData JudgedOnValidation() => this with { TestCandidates = ValidationCandidates, TestPairs = ValidationPairs };
}
