using FsCheck.Xunit;

namespace Bdlm.Optimizers;

public sealed class LearningRateScheduleTests
{
    [Fact]
    public void Constant_AnyStep_IsTheRate()
    {
        LearningRateSchedule schedule = LearningRateSchedule.Constant(0.5);

        Assert.Equal(0.5, schedule.RateAt(0));
        Assert.Equal(0.5, schedule.RateAt(1_000_000));
    }

    [Fact]
    public void Cosine_WithWarmup_ByHand()
    {
        LearningRateSchedule schedule = LearningRateSchedule.Cosine(peak: 1, totalSteps: 8, warmupSteps: 4, floor: 0.2);

        // 1/4, 2/4, 3/4, 1, then four steps of half a cosine: 0.2 + 0.8 (1 + cos(pi k / 4)) / 2.
        double[] expected = [0.25, 0.5, 0.75, 1, 0.2 + (0.4 * (1 + Math.Sqrt(0.5))), 0.6, 0.2 + (0.4 * (1 - Math.Sqrt(0.5))), 0.2, 0.2, 0.2];
        Assert.Equal(expected, Enumerable.Range(0, 10).Select(step => schedule.RateAt(step)), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Cosine_WithoutWarmup_BeginsAtThePeakAndEndsAtZero()
    {
        LearningRateSchedule schedule = LearningRateSchedule.Cosine(peak: 2, totalSteps: 3);

        Assert.Equal([2, 1, 0], Enumerable.Range(0, 3).Select(step => schedule.RateAt(step)), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Cosine_OneStep_IsThePeak() => Assert.Equal(3, LearningRateSchedule.Cosine(3, 1).RateAt(0));

    [Property]
    public bool Cosine_AnyNumbers_RisesThenFallsWithinItsRange(byte warmup, byte fall, byte low)
    {
        int total = warmup + fall + 1;
        double floor = low / 256.0;
        LearningRateSchedule schedule = LearningRateSchedule.Cosine(1, total, warmup, floor);
        double[] rates = [.. Enumerable.Range(0, total + 3).Select(step => schedule.RateAt(step))];
        int top = Math.Max(warmup - 1, 0);
        bool rises = Enumerable.Range(0, top).All(step => rates[step] < rates[step + 1]);
        bool falls = Enumerable.Range(top, rates.Length - 1 - top).All(step => rates[step] >= rates[step + 1]);
        return rises && falls && rates[top] == 1 && rates[^1] >= floor - 1e-12;
    }

    [Fact]
    public void Schedules_WithEqualNumbers_AreEqual() =>
        Assert.Equal(LearningRateSchedule.Cosine(1, 10, 2), LearningRateSchedule.Cosine(1, 10, 2));

    [Fact]
    public void Factories_NumbersOutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Constant(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Cosine(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Cosine(1, 5, 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Cosine(1, 5, floor: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Constant(1).RateAt(-1));
        var fault = Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Cosine(-1, 5));
        Assert.StartsWith("peak is -1; expected a finite number from 0.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RateAt_OwnSchedule_IsAsked() => Assert.Equal(0.25, new Halving().RateAt(2));

    private sealed record Halving : LearningRateSchedule
    {
        protected override double Rate(long step) => Math.Pow(0.5, step);
    }
}
