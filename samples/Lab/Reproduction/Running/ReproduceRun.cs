using Bdlm.Lab.Generation;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Rows;
using Bdlm.Lab.Sources;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>Carries an experiment out in a folder: plans, runs what is missing, reports. Holds the folder as long as it lives.</summary>
internal sealed class ReproduceRun : IDisposable
{
    private readonly RunLock _lock;
    private readonly ReproduceRequest _request;
    private readonly RowSetting _setting;
    private readonly CellRunner _runner;
    private readonly IReadOnlyDictionary<string, IRowRecipe> _recipes;

    private ReproduceRun(RunLock held, ReproduceRequest request, RowSetting setting, IReadOnlyList<IRowRecipe> rows)
    {
        (_lock, _request, _setting) = (held, request, setting);
        _recipes = rows.ToDictionary(row => row.Name);
        Store = new CellStore(request.OutFolder);
        var judge = new RowJudge(setting.Data);
        string scale = CellId.Slug(request.Scale.ToString());
        _runner = new CellRunner(request.OutFolder, scale, setting, judge, DeviceName.Read(request.Device));
        PlanFile asked = new PlanBuilder(setting, scale, DataHash.Of(setting.Data.Split), judge.Questions)
            .Build(request.Experiment, rows, [.. Enumerable.Range(1, request.Seeds)]);
        Cells = [.. RowSelection.Of(asked.Experiments[0].Cells, request.Only).DistinctBy(cell => cell.Id)];
        Plan = new PlanStore(request.OutFolder).Adopt(asked, Store.Has, RefuseFinished);
    }

    /// <summary>The plan of the folder.</summary>
    public PlanFile Plan { get; }

    /// <summary>The cells of this call.</summary>
    public IReadOnlyList<PlannedCell> Cells { get; }

    /// <summary>The finished cells.</summary>
    public CellStore Store { get; }

    /// <summary>Takes the request's folder and plans.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="setting">What all rows share.</param>
    /// <param name="rows">The rows of the experiment.</param>
    /// <exception cref="ArgumentException">The request has a fault.</exception>
    /// <exception cref="InvalidOperationException">The folder holds another plan, or finished cells and no --resume was given.</exception>
    /// <exception cref="IOException">Another run holds the folder.</exception>
    public static ReproduceRun Open(ReproduceRequest request, RowSetting setting, IReadOnlyList<IRowRecipe> rows)
    {
        var held = new RunLock(request.OutFolder);
        try
        {
            return new ReproduceRun(held, request, setting, rows);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Runs the cells that have no file yet.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; finished cells and steps are saved.</exception>
    public void Run(IPlanDisplay display, CancellationToken cancellation) =>
        new PlanRunner(_runner, Store, _recipes, Cells, display, TimeProvider.System).Run(cancellation);

    /// <summary>Writes the experiment's report from all its finished cells.</summary>
    public ReportSummary Report() => ExperimentReport.Write(_request, _setting, Plan, Store);

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private void RefuseFinished()
    {
        if (Store.HasAny && !_request.Resume)
        {
            throw new InvalidOperationException($"{_request.OutFolder} holds finished cells. Add --resume to go on with it, or choose another --out.");
        }
    }
}
