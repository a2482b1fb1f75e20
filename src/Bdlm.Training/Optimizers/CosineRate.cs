namespace Bdlm.Optimizers;

/// <summary>Linear warm-up, then cosine annealing (Loshchilov and Hutter, 2017, without restarts).</summary>
internal sealed record CosineRate : LearningRateSchedule
{
    public CosineRate(double peak, long totalSteps, long warmupSteps, double floor)
    {
        Peak = Checked(peak, nameof(peak));
        Floor = Checked(floor, nameof(floor));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(floor, peak);
        ArgumentOutOfRangeException.ThrowIfLessThan(totalSteps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(warmupSteps);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(warmupSteps, totalSteps);
        TotalSteps = totalSteps;
        WarmupSteps = warmupSteps;
    }

    public double Peak { get; }

    public double Floor { get; }

    public long TotalSteps { get; }

    public long WarmupSteps { get; }

    protected override double Rate(long step)
    {
        if (step < WarmupSteps)
        {
            return Peak * (step + 1) / WarmupSteps;
        }

        // The fall begins at the peak and ends at the floor with the last step.
        long first = Math.Max(WarmupSteps - 1, 0);
        long length = Math.Max(TotalSteps - 1 - first, 1);
        double way = Math.Min(1, (double)(step - first) / length);
        return Floor + ((Peak - Floor) * 0.5 * (1 + Math.Cos(Math.PI * way)));
    }
}
