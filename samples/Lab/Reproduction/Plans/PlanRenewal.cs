namespace Bdlm.Lab.Reproduction.Plans;

/// <summary>Gives up what was planned and not finished: a row of which no cell is finished may change its settings.</summary>
internal static class PlanRenewal
{
    /// <summary>A plan with the rows of another in place of its own where nothing of them is finished.</summary>
    /// <param name="there">The plan of a folder.</param>
    /// <param name="asked">The plan that is to be carried out there.</param>
    /// <param name="isFinished">Whether a cell of an id is finished.</param>
    public static PlanFile Of(PlanFile there, PlanFile asked, Func<string, bool> isFinished)
    {
        HashSet<string> finished = [.. Cells(there).Where(cell => isFinished(cell.Id)).Select(cell => cell.Recipe)];
        ILookup<string, PlannedCell> renewed = Cells(asked).DistinctBy(cell => cell.Id).Where(cell => !finished.Contains(cell.Recipe)).ToLookup(cell => cell.Recipe);
        return there with { Experiments = [.. there.Experiments.Select(experiment => experiment with { Cells = [.. experiment.Cells.SelectMany(cell => Renewed(cell, renewed))] })] };
    }

    // Seeds that are not asked for now go with the row's old settings.
    private static IEnumerable<PlannedCell> Renewed(PlannedCell cell, ILookup<string, PlannedCell> renewed) =>
        renewed.Contains(cell.Recipe) ? renewed[cell.Recipe].Where(other => other.Seed == cell.Seed) : [cell];

    private static IEnumerable<PlannedCell> Cells(PlanFile plan) => plan.Experiments.SelectMany(experiment => experiment.Cells);
}
