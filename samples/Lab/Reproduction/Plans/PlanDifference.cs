namespace Bdlm.Lab.Reproduction.Plans;

/// <summary>What keeps two plans out of one folder.</summary>
internal static class PlanDifference
{
    /// <summary>One sentence a difference; none where the second plan may be carried out in the first one's folder.</summary>
    public static IReadOnlyList<string> Between(PlanFile there, PlanFile asked) =>
        [.. Frame(there, asked), .. Cells(there, asked)];

    /// <summary>The recipes that are in both plans with different settings.</summary>
    public static IEnumerable<string> ChangedRows(PlanFile there, PlanFile asked) =>
        Common(there, asked).Where(pair => Settings(pair.There, pair.Asked).Any()).Select(pair => pair.Asked.Recipe);

    private static IEnumerable<string> Frame(PlanFile there, PlanFile asked) => new[]
    {
        Compare("dataset", there.Dataset, asked.Dataset),
        Compare("the data's hash", there.DatasetHash, asked.DatasetHash),
        Compare("scale", there.Scale, asked.Scale),
        Compare("the number of users asked about", there.MaxUsers ?? (object)"all", asked.MaxUsers ?? (object)"all"),
        Compare("the question seed", there.Questions.Seed, asked.Questions.Seed),
        Compare("the test candidates", there.Questions.TestCandidates, asked.Questions.TestCandidates),
        Compare("the test pairs", there.Questions.TestPairs, asked.Questions.TestPairs),
        Compare("the validation candidates", there.Questions.ValidationCandidates, asked.Questions.ValidationCandidates),
        Compare("the validation pairs", there.Questions.ValidationPairs, asked.Questions.ValidationPairs),
    }.OfType<string>();

    // A row means one thing in a folder, whatever experiment it belongs to.
    private static IEnumerable<string> Cells(PlanFile there, PlanFile asked) => Common(there, asked).SelectMany(pair => Settings(pair.There, pair.Asked));

    private static IEnumerable<(PlannedCell There, PlannedCell Asked)> Common(PlanFile there, PlanFile asked)
    {
        Dictionary<string, PlannedCell> known = there.Experiments.SelectMany(experiment => experiment.Cells).GroupBy(cell => cell.Recipe).ToDictionary(cells => cells.Key, cells => cells.First());
        return asked.Experiments.SelectMany(experiment => experiment.Cells)
            .DistinctBy(cell => cell.Recipe)
            .Where(cell => known.ContainsKey(cell.Recipe))
            .Select(cell => (known[cell.Recipe], cell));
    }

    private static IEnumerable<string> Settings(PlannedCell there, PlannedCell asked) => there.Settings.Keys.Union(asked.Settings.Keys)
        .Order(StringComparer.Ordinal)
        .Select(name => Compare($"{asked.Recipe}, {name}", there.Settings.GetValueOrDefault(name, "left out"), asked.Settings.GetValueOrDefault(name, "left out")))
        .OfType<string>();

    private static string? Compare(string name, object there, object asked) =>
        there.Equals(asked) ? null : FormattableString.Invariant($"{name}: {there} there, {asked} now");
}
