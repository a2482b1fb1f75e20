namespace Bdlm.Lab.Reproduction.Plans;

/// <summary>Picks cells by the names of rows or models.</summary>
internal static class RowSelection
{
    /// <summary>The cells that are meant, in their order.</summary>
    /// <param name="cells">All cells.</param>
    /// <param name="names">Rows' or models' names, in any case; none for all cells.</param>
    /// <exception cref="ArgumentException">A name fits no cell.</exception>
    public static IReadOnlyList<PlannedCell> Of(IReadOnlyList<PlannedCell> cells, IReadOnlyList<string> names)
    {
        string[] unknown = [.. names.Where(name => !cells.Any(cell => IsMeant(cell, name)))];
        if (unknown.Length > 0)
        {
            IEnumerable<string> known = cells.SelectMany(cell => cell.Models).Distinct();
            throw new ArgumentException($"--only names {string.Join(", ", unknown)}; expected rows of this experiment: {string.Join(", ", known)}.");
        }

        return names.Count == 0 ? cells : [.. cells.Where(cell => names.Any(name => IsMeant(cell, name)))];
    }

    private static bool IsMeant(PlannedCell cell, string name) =>
        cell.Models.Append(cell.Recipe).Append(cell.Title).Contains(name, StringComparer.OrdinalIgnoreCase);
}
