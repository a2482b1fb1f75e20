using Bdlm.Loops;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>Shows a plan where there is no terminal: a line at the begin and end of each cell and at the begin of each stage.</summary>
/// <param name="output">Where lines go.</param>
internal sealed class PlainPlanDisplay(TextWriter output) : IPlanDisplay
{
    private string _stage = "";

    /// <inheritdoc/>
    public void BeginCell(string title, PlanState state)
    {
        _stage = "";
        output.WriteLine($"{title}: begins ({state})");
    }

    /// <inheritdoc/>
    public void Show(PlanState state)
    {
    }

    /// <inheritdoc/>
    public void EndCell(string title, PlanState state) => output.WriteLine($"{title}: done ({state})");

    /// <inheritdoc/>
    public void Report(TrainingProgress value) => Enter(value.Stage);

    /// <inheritdoc/>
    public IDisposable Begin(string stage)
    {
        Enter(stage);
        return new Nothing();
    }

    private void Enter(string stage)
    {
        if (stage != _stage)
        {
            _stage = stage;
            output.WriteLine($"  {stage}");
        }
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
