namespace Bdlm.Lab.Reproduction.Plans;

/// <summary>Gives up what was planned and not finished: a row of which no cell is finished may change its settings.</summary>
internal static class PlanRenewal
{
    /// <summary>A plan with the rows of another in place of its own where their settings differ and nothing of them is finished.</summary>
    /// <param name="there">The plan of a folder.</param>
    /// <param name="asked">The plan that is to be carried out there.</param>
    /// <param name="isFinished">Whether a cell of an id is finished.</param>
    public static PlanFile Of(PlanFile there, PlanFile asked, Func<string, bool> isFinished)
    {
        HashSet<string> finished = [.. Cells(there).Where(cell => isFinished(cell.Id)).Select(cell => cell.Recipe)];
        HashSet<string> changed = [.. PlanDifference.ChangedRows(there, asked).Except(finished)];
        ILookup<string, PlannedCell> renewed = Cells(asked).DistinctBy(cell => cell.Id).Where(cell => changed.Contains(cell.Recipe)).ToLookup(cell => cell.Recipe);
        return changed.Count == 0 ? there : there with { Experiments = [.. there.Experiments.Select(experiment => Renewed(experiment, renewed))] };
    }

    // Seeds that are not asked for now go with the row's old settings.
    private static PlannedExperiment Renewed(PlannedExperiment experiment, ILookup<string, PlannedCell> renewed)
    {
        PlannedCell[] cells = [.. experiment.Cells.SelectMany(cell => renewed.Contains(cell.Recipe) ? renewed[cell.Recipe].Where(other => other.Seed == cell.Seed) : [cell])];
        return experiment with { Cells = cells, Seeds = [.. cells.Select(cell => cell.Seed).Distinct().Order()] };
    }

    private static IEnumerable<PlannedCell> Cells(PlanFile plan) => plan.Experiments.SelectMany(experiment => experiment.Cells);
}
