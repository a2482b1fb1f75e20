using System.Globalization;
using Bdlm.Loops;
using Spectre.Console;

namespace Bdlm.Lab.Reporting;

/// <summary>One progress bar a stage, with its newest loss, its validation and the time left.</summary>
internal sealed class StageDisplay : IStageProgress
{
    private readonly ProgressContext _context;
    private readonly Dictionary<string, ProgressTask> _bars = [];
    private string? _current;
    private ProgressTask? _whole;

    private StageDisplay(ProgressContext context) => _context = context;

    /// <summary>Examples a step, for the speed; null shows none.</summary>
    public int? BatchSize { get; set; }

    /// <summary>The one validation figure to show; null shows the last ones.</summary>
    public string? Figure { get; set; }

    /// <summary>Runs work with a live display.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="work">The work.</param>
    /// <param name="hideCompleted">Whether finished bars go, where there are more of them than a screen holds.</param>
    public static T Show<T>(IAnsiConsole console, Func<StageDisplay, T> work, bool hideCompleted = false) =>
        console.Progress()
            .HideCompleted(hideCompleted)
            .AutoClear(false)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = 24 },
                new PercentageColumn(),
                new ElapsedTimeColumn(),
                new StageTimeColumn(),
                new SpinnerColumn())
            .Start(context => work(new StageDisplay(context)));

    public void Report(TrainingProgress value)
    {
        Leave(value.Stage);
        ProgressTask bar = Bar(value.Stage);
        bar.MaxValue = value.StepCount;
        bar.Value = value.Step;
        bar.Description = $"{value.Stage.EscapeMarkup()} [grey]epoch {value.Epoch + 1}/{value.Epochs} {Show(TaskLosses(value.Losses), 2)} {Validated(value)}{Speed(value)}[/]";
    }

    /// <summary>Shows a stage without steps; it is done when the result is disposed.</summary>
    public IDisposable Begin(string stage)
    {
        Leave(stage);
        ProgressTask bar = Bar(stage);
        bar.IsIndeterminate = true;
        return new Finish(bar);
    }

    /// <summary>Shows how far the whole of many stages is, in a bar of its own above them.</summary>
    public void ShowWhole(string text, double done, double total)
    {
        _whole ??= AddWhole();
        _whole.MaxValue = total;
        _whole.Value = done;
        _whole.Description = text.EscapeMarkup();
    }

    /// <summary>All stages so far are over; the next ones have bars of their own, whatever their names.</summary>
    public void EndStages()
    {
        foreach (ProgressTask bar in _bars.Values.Where(bar => !bar.IsFinished))
        {
            bar.Value = bar.MaxValue;
            bar.StopTask();
        }

        _bars.Clear();
        _current = null;
    }

    private ProgressTask AddWhole()
    {
        ProgressTask bar = _context.AddTask("");
        bar.State.Update<bool>(StageTimeColumn.WholeMark, _ => true);
        return bar;
    }

    private string Validated(TrainingProgress value) =>
        Figure is { } figure ? Show([.. value.Validation.Where(metric => metric.Name.EndsWith(figure, StringComparison.Ordinal))], 1) : Show(value.Validation, 4);

    // What the sides learn; mutual losses and the parts of a task stand in logs and reports.
    private static IReadOnlyList<NamedValue> TaskLosses(IReadOnlyList<NamedValue> losses)
    {
        NamedValue[] tasks = [.. losses.Where(loss => loss.Name.StartsWith("L_", StringComparison.Ordinal) && !loss.Name.StartsWith("L_ML", StringComparison.Ordinal))];
        return tasks.Length > 0 ? tasks : [.. losses.TakeLast(1)];
    }

    private string Speed(TrainingProgress value) =>
        (value.SamplesPerSecond ?? (value.StepsPerSecond * BatchSize)) is { } speed ? string.Create(CultureInfo.InvariantCulture, $" {speed:#,0} samples/s") + Tokens(value) : "";

    private static string Tokens(TrainingProgress value) =>
        value.TokensPerSecond is { } tokens ? string.Create(CultureInfo.InvariantCulture, $" {tokens:#,0} tokens/s") : "";

    private static string Show(IReadOnlyList<NamedValue> values, int last) => string.Join(' ', values.TakeLast(last)
        .Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Name} {value.Value:0.000}").EscapeMarkup()));

    // A stage that stopped early is over when the next one begins.
    private void Leave(string next)
    {
        if (_current is not null && _current != next && _bars.TryGetValue(_current, out ProgressTask? bar) && !bar.IsFinished)
        {
            bar.Value = bar.MaxValue;
            bar.StopTask();
        }

        _current = next;
    }

    private ProgressTask Bar(string stage)
    {
        if (!_bars.TryGetValue(stage, out ProgressTask? bar))
        {
            _bars[stage] = bar = _context.AddTask(stage.EscapeMarkup());
        }

        return bar;
    }

    private sealed class Finish(ProgressTask bar) : IDisposable
    {
        public void Dispose()
        {
            bar.IsIndeterminate = false;
            bar.Value = bar.MaxValue;
            bar.StopTask();
        }
    }
}
