using Bdlm.Loops;

namespace Bdlm.Lab.Experiments;

/// <summary>What an experiment found.</summary>
internal sealed record ExperimentResult(
    ExperimentData Data,
    IReadOnlyList<ModelRow> Rows,
    TrainingHistory Curves,
    BalanceLog Balances,
    IReadOnlyList<Recommendation> Examples,
    IReadOnlyList<(string Stage, double Seconds)> Seconds);
