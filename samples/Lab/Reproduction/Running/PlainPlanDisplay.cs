using Bdlm.Loops;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>Shows a plan where there is no terminal: a line at the begin and end of each cell, at the begin of each stage, and an epoch's validation.</summary>
/// <param name="output">Where lines go.</param>
internal sealed class PlainPlanDisplay(TextWriter output) : IPlanDisplay
{
    private static readonly string[] Shown = ["HR@1", "MRR"];

    private string _stage = "";
    private IReadOnlyList<NamedValue> _validation = [];

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
    public void Report(TrainingProgress value)
    {
        Enter(value.Stage);
        if (!ReferenceEquals(value.Validation, _validation))
        {
            _validation = value.Validation;
            NamedValue[] shown = [.. _validation.Where(figure => Shown.Any(figure.Name.EndsWith))];
            string figures = string.Join(", ", (shown.Length > 0 ? shown : _validation).Select(figure => FormattableString.Invariant($"{figure.Name} {figure.Value:0.000}")));
            output.WriteLine(FormattableString.Invariant($"    {figures} after {value.Step:#,0} of {value.StepCount:#,0} steps"));
        }
    }

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
