namespace Bdlm.Lab.Reproduction.Reports.Summaries;

/// <summary>A curve of a cell: losses and validation figures by epoch, or a diagnostic.</summary>
/// <param name="Cell">The cell's title.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Name">The series' name, such as <c>BDLM/llm MRR</c>.</param>
/// <param name="Unit">What Y measures; empty for curves by epoch.</param>
/// <param name="X">Places.</param>
/// <param name="Y">Values, as many.</param>
internal sealed record SeriesSummary(string Cell, int Seed, string Name, string Unit, double[] X, double[] Y);
