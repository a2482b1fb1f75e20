using Bdlm.Lab.Reproduction.Reports.Summaries;

namespace Bdlm.Lab.Reproduction.Reports.Tables;

/// <summary>The cells that a report was made from.</summary>
internal static class CellsTable
{
    private const int HashDigits = 16;

    /// <summary>The table's name in links.</summary>
    public const string Id = "cells";

    /// <summary>One line a cell.</summary>
    public static ReportTable Of(ReportSummary summary) => new(
        Id,
        "Cells",
        $"A cell is one training of one seed. Together {NumberText.Duration(summary.Run.Seconds)}; a part that several cells share, such as a language side that was trained before its domain side, counts in each. Pretraining the backbone does not count. SHA-256: of the cell's file, first {HashDigits} digits.",
        ["cell", "id", "SHA-256", "seed", "time"],
        TextColumns: 3,
        [.. summary.Cells.Select(cell => new[] { cell.Title, cell.Id, cell.Sha256[..HashDigits], $"{cell.Seed}", NumberText.Duration(cell.Seconds) })]);
}
