namespace Bdlm.Checkpoints;

/// <summary>How many checkpoints a folder keeps, and which is the best.</summary>
public sealed record CheckpointStoreOptions
{
    /// <summary>How many of the newest are kept, at least 1. The best one is kept besides.</summary>
    public int KeepLast { get; init; } = 2;

    /// <summary>Which way the metric gets better.</summary>
    public MetricGoal Goal { get; init; } = MetricGoal.Maximize;

    /// <summary>Throws unless every value lies in its range.</summary>
    /// <exception cref="ArgumentException">One or more do not; all are named.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (KeepLast < 1)
        {
            faults.Add($"KeepLast is {KeepLast}; expected at least 1.");
        }

        if (!Enum.IsDefined(Goal))
        {
            faults.Add($"Goal is {(int)Goal}; expected a {nameof(MetricGoal)}.");
        }

        if (faults.Count > 0)
        {
            throw new ArgumentException($"{nameof(CheckpointStoreOptions)}: {string.Join(" ", faults)}");
        }
    }
}
