using Bdlm.Lab.Reproduction.Results;
using Bdlm.Lab.Reproduction.Rows;

namespace Bdlm.Lab.Reproduction.Plans;

/// <summary>Makes the plan of one experiment: every row with every seed.</summary>
/// <param name="setting">What all rows share.</param>
/// <param name="scale">The scale's name.</param>
/// <param name="datasetHash">The fingerprint of the split.</param>
/// <param name="questions">The fingerprints of the questions.</param>
internal sealed class PlanBuilder(RowSetting setting, string scale, string datasetHash, QuestionHashes questions)
{
    /// <summary>A plan with one experiment.</summary>
    /// <param name="experiment">Its name.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="seeds">The run's seeds.</param>
    public PlanFile Build(string experiment, IReadOnlyList<IRowRecipe> rows, IReadOnlyList<int> seeds) => new()
    {
        Dataset = setting.Data.Name,
        DatasetHash = datasetHash,
        Scale = scale,
        MaxUsers = setting.Scale.TestUsers,
        Questions = questions,
        Experiments = [new PlannedExperiment(experiment, seeds, [.. seeds.SelectMany(seed => rows.Select(row => Cell(row, seed)))])],
    };

    private PlannedCell Cell(IRowRecipe row, int seed)
    {
        IReadOnlyDictionary<string, string> settings = row.Settings(setting);
        return new PlannedCell
        {
            Id = Id(row, settings, seed),
            Recipe = row.Name,
            Title = row.Title,
            Models = row.Models,
            Seed = seed,
            Settings = settings,
        };
    }

    private string Id(IRowRecipe row, IReadOnlyDictionary<string, string> settings, int seed) => CellId.Of(
        FormattableString.Invariant($"{row.Name}-seed{seed}"),
        settings,
        ("plan.dataset", datasetHash),
        ("plan.questions", string.Join(' ', questions.ValidationCandidates, questions.ValidationPairs, questions.TestCandidates, questions.TestPairs)),
        ("plan.users", FormattableString.Invariant($"{setting.Scale.TestUsers}")),
        ("plan.seed", FormattableString.Invariant($"{seed}")));
}
