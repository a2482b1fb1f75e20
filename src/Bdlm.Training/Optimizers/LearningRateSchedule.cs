namespace Bdlm.Optimizers;

/// <summary>
/// A learning rate as a pure function of the step: nothing to save, and a resumed run reads the same rates. Derive from it
/// for a curve of one's own.
/// </summary>
public abstract record LearningRateSchedule
{
    /// <summary>The rate for a step.</summary>
    /// <param name="step">The step that is about to be taken, counted from 0.</param>
    /// <returns>A finite number from 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    public double RateAt(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return Rate(step);
    }

    /// <summary>The same rate at every step.</summary>
    /// <param name="rate">The rate, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite.</exception>
    public static LearningRateSchedule Constant(double rate) => new ConstantRate(rate);

    /// <summary>
    /// A linear rise from peak / warmupSteps at step 0 to the peak at step warmupSteps − 1, then half a cosine down to the
    /// floor at step totalSteps − 1, and the floor from there on.
    /// </summary>
    /// <param name="peak">The highest rate, finite and at least 0.</param>
    /// <param name="totalSteps">The steps until the floor is reached; at least 1.</param>
    /// <param name="warmupSteps">The steps of the rise, in [0, totalSteps]; 0 for none.</param>
    /// <param name="floor">The lowest rate after the rise, in [0, peak].</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static LearningRateSchedule Cosine(double peak, long totalSteps, long warmupSteps = 0, double floor = 0) =>
        new CosineRate(peak, totalSteps, warmupSteps, floor);

    /// <summary>The rate for a step that is not negative.</summary>
    /// <param name="step">The step that is about to be taken, counted from 0.</param>
    protected abstract double Rate(long step);

    private protected static double Checked(double rate, string name) => rate >= 0 && double.IsFinite(rate)
        ? rate
        : throw new ArgumentOutOfRangeException(name, $"{name} is {rate}; expected a finite number from 0.");
}
