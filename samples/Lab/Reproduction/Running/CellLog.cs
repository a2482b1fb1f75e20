using System.Diagnostics;
using Bdlm.Lab.Reproduction.Diagnostics;
using Bdlm.Lab.Reproduction.Results;
using Bdlm.Loops;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>Collects what a cell finds: results, seconds, curves and diagnostics.</summary>
internal sealed class CellLog
{
    private readonly List<ModelResult> _models = [];
    private readonly List<StageSeconds> _seconds = [];
    private readonly List<CurvePoint> _curves = [];
    private readonly List<DiagnosticSeries> _diagnostics = [];

    /// <summary>The judged models.</summary>
    public IReadOnlyList<ModelResult> Models => _models;

    /// <summary>Seconds of the stages so far.</summary>
    public IReadOnlyList<StageSeconds> Seconds => _seconds;

    /// <summary>Curves so far.</summary>
    public IReadOnlyList<CurvePoint> Curves => _curves;

    /// <summary>Diagnostics so far.</summary>
    public IReadOnlyList<DiagnosticSeries> Diagnostics => _diagnostics;

    /// <summary>Adds a model's answers.</summary>
    /// <exception cref="InvalidOperationException">The model has been judged before.</exception>
    public void Add(ModelResult result)
    {
        if (_models.Any(judged => judged.Name == result.Name))
        {
            throw new InvalidOperationException($"{result.Name} was judged twice in one cell; expected once. The test questions are put once.");
        }

        _models.Add(result);
    }

    /// <summary>Adds a training's losses and validation figures by epoch (those of rows become diagnostics), and its seconds over all sessions.</summary>
    public void Add(string stage, TrainingHistory history)
    {
        _seconds.Add(new StageSeconds(stage, history.Epochs.Sum(epoch => epoch.Seconds.Total)));
        foreach (EpochRecord epoch in history.Epochs)
        {
            _curves.AddRange(epoch.Losses.Concat(epoch.Metrics.Where(metric => !EpochFigures.IsFigure(metric))).Select(value => new CurvePoint($"{stage}/{value.Name}", epoch.Epoch + 1, value.Value)));
        }
    }

    /// <summary>Adds a diagnostic.</summary>
    public void Add(DiagnosticSeries series) => _diagnostics.Add(series);

    /// <summary>Runs work and adds its seconds.</summary>
    public T Time<T>(string stage, Func<T> work)
    {
        long start = Stopwatch.GetTimestamp();
        T result = work();
        _seconds.Add(new StageSeconds(stage, Stopwatch.GetElapsedTime(start).TotalSeconds));
        return result;
    }
}
