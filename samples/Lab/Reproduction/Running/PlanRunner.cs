using Bdlm.Lab.Reporting;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Rows;
using Bdlm.Loops;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>Runs the cells of a plan that have no file yet, one after the other.</summary>
internal sealed class PlanRunner : IStageProgress
{
    private readonly CellRunner _runner;
    private readonly CellStore _store;
    private readonly IPlanDisplay _display;
    private readonly PlanClock _clock;
    private readonly IReadOnlyDictionary<string, IRowRecipe> _recipes;
    private readonly int _total;
    private readonly Queue<PlannedCell> _missing;
    private PlannedCell? _running;

    /// <summary>Makes a runner.</summary>
    /// <param name="runner">Runs a cell.</param>
    /// <param name="store">The finished cells.</param>
    /// <param name="recipes">The rows by name.</param>
    /// <param name="cells">The cells to run, each once.</param>
    /// <param name="display">Told of everything.</param>
    /// <param name="time">The clock.</param>
    public PlanRunner(CellRunner runner, CellStore store, IReadOnlyDictionary<string, IRowRecipe> recipes, IReadOnlyList<PlannedCell> cells, IPlanDisplay display, TimeProvider time)
    {
        (_runner, _store, _recipes, _display) = (runner, store, recipes, display);
        _clock = new PlanClock(time);
        _total = cells.Count;
        _missing = new Queue<PlannedCell>(cells.Where(cell => !store.Has(cell.Id)));
        foreach (PlannedCell cell in cells.Where(cell => store.Has(cell.Id)))
        {
            _clock.Add(cell.Recipe, recipes[cell.Recipe].Cost, store.Read(cell.Id).Seconds.Sum(stage => stage.Seconds));
            // A kill between the cell's file and this leaves checkpoints that nobody reads any more.
            runner.Clear(cell);
        }
    }

    /// <summary>Runs what is missing.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; finished cells and steps are saved.</exception>
    public void Run(CancellationToken cancellation)
    {
        while (_missing.TryDequeue(out PlannedCell? cell))
        {
            cancellation.ThrowIfCancellationRequested();
            _running = cell;
            _clock.Begin();
            _display.BeginCell(TitleOf(cell), State());
            _store.Write(_runner.Run(cell, _recipes[cell.Recipe], this, cancellation));
            _runner.Clear(cell);
            _clock.End(cell.Recipe, CostOf(cell).Cost);
            _running = null;
            _display.EndCell(TitleOf(cell), State());
        }
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        _display.Report(value);
        _display.Show(State());
    }

    /// <inheritdoc/>
    public IDisposable Begin(string stage)
    {
        _display.Show(State());
        return _display.Begin(stage);
    }

    private static string TitleOf(PlannedCell cell) => FormattableString.Invariant($"{cell.Title}, seed {cell.Seed}");

    private PlanState State() => new(
        _total - _missing.Count - (_running is null ? 0 : 1),
        _total,
        _clock.Spent,
        _clock.Left(_running is { } running ? CostOf(running) : null, _missing.Select(CostOf)));

    private (string Recipe, double Cost) CostOf(PlannedCell cell) => (cell.Recipe, _recipes[cell.Recipe].Cost);
}
