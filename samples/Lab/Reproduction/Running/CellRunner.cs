using Bdlm.Lab.Reporting;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Results;
using Bdlm.Lab.Reproduction.Rows;
using static TorchSharp.torch;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>Runs one cell and makes its file.</summary>
/// <param name="root">The run's folder.</param>
/// <param name="scale">The scale's name.</param>
/// <param name="setting">What all rows share.</param>
/// <param name="judge">Asks the questions.</param>
/// <param name="device">Where models live.</param>
internal sealed class CellRunner(string root, string scale, RowSetting setting, RowJudge judge, Device device)
{
    /// <summary>Trains and judges; goes on from checkpoints where a killed run left some.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; what is finished is saved.</exception>
    /// <exception cref="InvalidOperationException">The recipe judged other models than it promised.</exception>
    public CellFile Run(PlannedCell cell, IRowRecipe recipe, IStageProgress progress, CancellationToken cancellation)
    {
        var context = new RowContext(setting, cell.Seed, device, judge, Folders(cell), progress, cancellation);
        recipe.Run(context);
        string[] judged = [.. context.Log.Models.Select(model => model.Name)];
        if (!judged.Order(StringComparer.Ordinal).SequenceEqual(cell.Models.Order(StringComparer.Ordinal)))
        {
            throw new InvalidOperationException($"{recipe.Name} judged {string.Join(", ", judged)}; expected {string.Join(", ", cell.Models)}. Judge every model that the recipe names.");
        }

        return File(cell, context.Log);
    }

    /// <summary>Removes the checkpoints of a finished cell.</summary>
    public void Clear(PlannedCell cell) => Folders(cell).Clear();

    private StageFolders Folders(PlannedCell cell) => new(root, cell.Id, setting.Data);

    private CellFile File(PlannedCell cell, CellLog log) => new()
    {
        Id = cell.Id,
        Title = cell.Title,
        Dataset = setting.Data.Name,
        Scale = scale,
        Seed = cell.Seed,
        Settings = cell.Settings,
        Questions = judge.Questions,
        Models = log.Models,
        Seconds = log.Seconds,
        Curves = log.Curves,
        Diagnostics = log.Diagnostics,
        Environment = RunEnvironment.Record(device),
    };
}
