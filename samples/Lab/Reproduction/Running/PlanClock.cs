namespace Bdlm.Lab.Reproduction.Running;

/// <summary>
/// Estimates the time that a plan still takes: a cell takes as long as finished ones of its row did, else as its cost says, compared with
/// all that is finished.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class PlanClock(TimeProvider time)
{
    private readonly Dictionary<string, List<double>> _seconds = [];
    private readonly long _start = time.GetTimestamp();
    private double _secondsDone;
    private double _costDone;
    private long _cellStart;

    /// <summary>Time since the clock was made.</summary>
    public TimeSpan Spent => time.GetElapsedTime(_start);

    /// <summary>Begins a cell.</summary>
    public void Begin() => _cellStart = time.GetTimestamp();

    /// <summary>Ends the cell that was begun.</summary>
    public void End(string recipe, double cost) => Add(recipe, cost, time.GetElapsedTime(_cellStart).TotalSeconds);

    /// <summary>Learns from a cell that took so long, such as one of an earlier session.</summary>
    public void Add(string recipe, double cost, double seconds)
    {
        if (!_seconds.TryGetValue(recipe, out List<double>? all))
        {
            _seconds[recipe] = all = [];
        }

        all.Add(seconds);
        _secondsDone += seconds;
        _costDone += cost;
    }

    /// <summary>The time left, the running cell first; null before anything has finished.</summary>
    /// <param name="running">The cell that was begun; null for none.</param>
    /// <param name="missing">The cells after it.</param>
    public TimeSpan? Left((string Recipe, double Cost)? running, IEnumerable<(string Recipe, double Cost)> missing)
    {
        double? all = missing.Aggregate((double?)0, (sum, cell) => sum + Seconds(cell));
        if (running is { } current)
        {
            double? whole = Seconds(current);
            all += whole is { } seconds ? Math.Max(0, seconds - time.GetElapsedTime(_cellStart).TotalSeconds) : null;
        }

        return all is { } left ? TimeSpan.FromSeconds(left) : null;
    }

    private double? Seconds((string Recipe, double Cost) cell) =>
        _seconds.TryGetValue(cell.Recipe, out List<double>? own) ? own.Average()
        : _costDone > 0 ? cell.Cost * _secondsDone / _costDone
        : null;
}
