namespace Bdlm.Loops;

/// <summary>Reports on the training thread, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class ProgressRecorder(Action<TrainingProgress> record) : IProgress<TrainingProgress>
{
    /// <summary>Cancels a run as soon as it has taken so many steps.</summary>
    public static ProgressRecorder StopAfter(long steps, CancellationTokenSource cancellation) => new(report =>
    {
        if (report.Step == steps)
        {
            cancellation.Cancel();
        }
    });

    public void Report(TrainingProgress value) => record(value);
}
