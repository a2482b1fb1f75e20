using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Plans;

/// <summary>The plan file of a run's folder.</summary>
/// <param name="folder">The folder.</param>
internal sealed class PlanStore(string folder)
{
    private string Path { get; } = System.IO.Path.Combine(folder, PlanFile.FileName);

    /// <summary>The plan that is there; null for none.</summary>
    /// <exception cref="InvalidDataException">The file is no plan, or of another version.</exception>
    public PlanFile? Read()
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        PlanFile plan = ResultJson.Read<PlanFile>(Path);
        return plan.Schema == PlanFile.SchemaName
            ? plan
            : throw new InvalidDataException($"{Path} has schema {plan.Schema}; expected {PlanFile.SchemaName}. It was written by another version: choose another --out.");
    }

    /// <summary>Joins a plan with the one that is there, and writes it.</summary>
    /// <param name="asked">The plan of this call.</param>
    /// <param name="isFinished">Whether a cell of an id is finished: rows without a finished cell may change.</param>
    /// <param name="check">Further checks, after the plans were compared and before anything is written.</param>
    /// <returns>The plan of the folder from now on.</returns>
    /// <exception cref="InvalidOperationException">The plan that is there is another; the message says what differs.</exception>
    public PlanFile Adopt(PlanFile asked, Func<string, bool> isFinished, Action check)
    {
        PlanFile? there = Read() is { } old ? PlanRenewal.Of(old, asked, isFinished) : null;
        if (there is not null && PlanDifference.Between(there, asked) is { Count: > 0 } faults)
        {
            string list = string.Join(Environment.NewLine, faults.Select(fault => $"- {fault}"));
            throw new InvalidOperationException($"{folder} holds another plan:{Environment.NewLine}{list}{Environment.NewLine}Choose another --out, or repeat the command with what is there.");
        }

        check();
        PlanFile plan = there is null ? asked : there with { Experiments = Join(there.Experiments, asked.Experiments) };
        ResultJson.Write(Path, plan);
        return plan;
    }

    // More seeds make an experiment longer; fewer leave it as it is.
    private static IReadOnlyList<PlannedExperiment> Join(IReadOnlyList<PlannedExperiment> there, IReadOnlyList<PlannedExperiment> asked) =>
    [
        .. there.Select(old => asked.FirstOrDefault(other => other.Name == old.Name) is { } more ? Join(old, more) : old),
        .. asked.Where(other => there.All(old => old.Name != other.Name)),
    ];

    private static PlannedExperiment Join(PlannedExperiment there, PlannedExperiment asked) => new(
        there.Name,
        [.. there.Seeds.Union(asked.Seeds).Order()],
        [.. there.Cells.UnionBy(asked.Cells, cell => cell.Id).OrderBy(cell => cell.Seed)]);
}
