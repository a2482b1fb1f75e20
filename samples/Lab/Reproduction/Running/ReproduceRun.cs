using Bdlm.Lab.Experiments;
using Bdlm.Lab.Generation;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Rows;
using Bdlm.Lab.Sources;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>Carries an experiment out in a folder: plans, runs what is missing. Holds the folder as long as it lives.</summary>
internal sealed class ReproduceRun : IDisposable
{
    private readonly RunLock _lock;
    private readonly CellRunner _runner;
    private readonly IReadOnlyDictionary<string, IRowRecipe> _recipes;

    private ReproduceRun(RunLock held, CellRunner runner, IReadOnlyList<IRowRecipe> rows, CellStore store, ExperimentData data, PlanFile plan, IReadOnlyList<PlannedCell> cells)
    {
        (_lock, _runner, Store, Data, Plan, Cells) = (held, runner, store, data, plan, cells);
        _recipes = rows.ToDictionary(row => row.Name);
    }

    /// <summary>The plan of the folder.</summary>
    public PlanFile Plan { get; }

    /// <summary>The data with their questions.</summary>
    public ExperimentData Data { get; }

    /// <summary>The cells of this call.</summary>
    public IReadOnlyList<PlannedCell> Cells { get; }

    /// <summary>The finished cells.</summary>
    public CellStore Store { get; }

    /// <summary>Takes the folder and plans.</summary>
    /// <exception cref="ArgumentException">The request has a fault.</exception>
    /// <exception cref="InvalidOperationException">The folder holds another plan, or finished cells and no --resume was given.</exception>
    /// <exception cref="IOException">Another run holds the folder, or the data are not there.</exception>
    public static ReproduceRun Open(ReproduceRequest request)
    {
        RowSetting setting = ReproduceSetting.Of(request);
        IReadOnlyList<IRowRecipe> rows = ExperimentRows.Of(request.Experiment, setting.Scale);
        return Open(request, setting, rows);
    }

    /// <summary>The same with rows of one's own.</summary>
    /// <inheritdoc cref="Open(ReproduceRequest)" path="/exception"/>
    internal static ReproduceRun Open(ReproduceRequest request, RowSetting setting, IReadOnlyList<IRowRecipe> rows)
    {
        var judge = new RowJudge(setting.Data);
        string scale = CellId.Slug(request.Scale.ToString());
        PlanFile asked = new PlanBuilder(setting, scale, DataHash.Of(setting.Data.Split), judge.Questions)
            .Build(request.Experiment, rows, [.. Enumerable.Range(1, request.Seeds)]);
        IReadOnlyList<PlannedCell> cells = RowSelection.Of(asked.Experiments[0].Cells, request.Only);
        var held = new RunLock(request.OutFolder);
        try
        {
            var store = new CellStore(request.OutFolder);
            var plans = new PlanStore(request.OutFolder);
            PlanFile plan = plans.Adopt(asked, () => RefuseFinished(request, store));
            var runner = new CellRunner(request.OutFolder, scale, setting, judge, DeviceName.Read(request.Device));
            return new ReproduceRun(held, runner, rows, store, setting.Data, plan, [.. cells.DistinctBy(cell => cell.Id)]);
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

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static void RefuseFinished(ReproduceRequest request, CellStore store)
    {
        if (store.HasAny && !request.Resume)
        {
            throw new InvalidOperationException($"{request.OutFolder} holds finished cells. Add --resume to go on with it, or choose another --out.");
        }
    }
}
