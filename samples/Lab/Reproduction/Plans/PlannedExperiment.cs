namespace Bdlm.Lab.Reproduction.Plans;

/// <summary>The cells of one table or figure.</summary>
/// <param name="Name"><c>table3</c>, <c>figure5</c>, …</param>
/// <param name="Seeds">The run's seeds.</param>
/// <param name="Cells">Every cell, those of one seed together, in the order of the table.</param>
internal sealed record PlannedExperiment(string Name, IReadOnlyList<int> Seeds, IReadOnlyList<PlannedCell> Cells);
