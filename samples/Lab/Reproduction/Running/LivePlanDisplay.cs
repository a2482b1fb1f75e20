using Bdlm.Lab.Reporting;
using Bdlm.Loops;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>Shows a plan on a terminal: a bar for the whole plan, and one for each stage of the running cell.</summary>
/// <param name="bars">The bars.</param>
internal sealed class LivePlanDisplay(StageDisplay bars) : IPlanDisplay
{
    private string _cell = "";

    /// <inheritdoc/>
    public void BeginCell(string title, PlanState state)
    {
        _cell = title;
        Show(state);
    }

    /// <inheritdoc/>
    public void Show(PlanState state) => bars.ShowWhole(state.ToString(), state.Done, state.Total);

    /// <inheritdoc/>
    public void EndCell(string title, PlanState state)
    {
        bars.EndStages();
        Show(state);
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value) => bars.Report(value with { Stage = Named(value.Stage) });

    /// <inheritdoc/>
    public IDisposable Begin(string stage) => bars.Begin(Named(stage));

    private string Named(string stage) => $"{_cell}: {stage}";
}
