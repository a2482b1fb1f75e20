using System.Diagnostics;

namespace Bdlm.Lab.Experiments;

/// <summary>Seconds of each stage, in order.</summary>
internal sealed class StageClock
{
    private readonly List<(string Stage, double Seconds)> _stages = [];

    public IReadOnlyList<(string Stage, double Seconds)> Stages => _stages;

    public T Time<T>(string stage, Func<T> work)
    {
        long start = Stopwatch.GetTimestamp();
        T result = work();
        _stages.Add((stage, Stopwatch.GetElapsedTime(start).TotalSeconds));
        return result;
    }
}
