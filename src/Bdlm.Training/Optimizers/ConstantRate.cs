namespace Bdlm.Optimizers;

/// <summary>The same rate at every step.</summary>
internal sealed record ConstantRate : LearningRateSchedule
{
    public ConstantRate(double rate) => Value = Checked(rate, nameof(rate));

    public double Value { get; }

    protected override double Rate(long step) => Value;
}
