namespace Bdlm.Lab.Reproduction.Reports.Summaries;

/// <summary>A cell that a report was made from.</summary>
/// <param name="Id">The cell's id; its file is <c>cells/ID.json</c>.</param>
/// <param name="Title">What the cell is.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Sha256">The fingerprint of its file's text.</param>
internal sealed record CellSummary(string Id, string Title, int Seed, double Seconds, string Sha256);
