using FsCheck.Xunit;

namespace Bdlm.Metrics;

public class ConfidenceIntervalTests
{
    [Theory]
    // Newcombe 1998, table I: the Wilson score method without continuity correction.
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_PublishedCases_Agree(int successes, int trials, double lower, double upper)
    {
        var interval = ConfidenceInterval.Wilson(successes, trials);
        Assert.Equal(lower, interval.Lower, 0.00005); // Four published digits.
        Assert.Equal(upper, interval.Upper, 0.00005);
        Assert.Equal((double)successes / trials, interval.Estimate);
        Assert.Equal(0.95, interval.Level);
    }

    [Property(MaxTest = 100)]
    public void Wilson_AnyCounts_HoldsTheRateAndMirrors(int seed)
    {
        var random = new Random(seed);
        int trials = random.Next(1, 1000);
        int successes = random.Next(trials + 1);
        var interval = ConfidenceInterval.Wilson(successes, trials, 0.9);
        var mirrored = ConfidenceInterval.Wilson(trials - successes, trials, 0.9);
        Assert.InRange(interval.Estimate, interval.Lower, interval.Upper);
        Assert.InRange(interval.Lower, 0, 1);
        Assert.InRange(interval.Upper, 0, 1);
        Assert.Equal(1 - interval.Lower, mirrored.Upper, 1e-12);
    }

    [Fact]
    public void Bootstrap_NormalValues_IsNearTheTextbookInterval()
    {
        double[] values = new double[2000];
        MathNet.Numerics.Distributions.Normal.Samples(new Random(1), values, 5, 2);
        double mean = values.Average();
        double half = 1.96 * Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / 1999 / 2000);
        var interval = ConfidenceInterval.Bootstrap(values, 3, 2000);
        Assert.Equal(mean, interval.Estimate, 1e-12);
        Assert.Equal(mean - half, interval.Lower, half / 6); // Quantiles of 2000 resamples deviate by about half / 20.
        Assert.Equal(mean + half, interval.Upper, half / 6);
    }

    [Fact]
    public void Bootstrap_SameSeed_GivesTheSameInterval()
    {
        double[] values = [0, 1, 1, 0, 1, 0, 0, 0.5];
        Assert.Equal(ConfidenceInterval.Bootstrap(values, 4), ConfidenceInterval.Bootstrap(values, 4));
        Assert.NotEqual(ConfidenceInterval.Bootstrap(values, 4), ConfidenceInterval.Bootstrap([.. values, 0.7], 4));
        Assert.Equal(new ConfidenceInterval(2, 2, 2, 0.9), ConfidenceInterval.Bootstrap([2, 2, 2], 4, 100, 0.9));
    }

    [Fact]
    public void Bootstrap_Statistic_SkipsUndefinedSamples()
    {
        double[] values = [1, 2, 3];
        var interval = ConfidenceInterval.BootstrapStatistic(3, users => users.Contains(0) ? values[users[0]] : double.NaN, 5);
        Assert.Equal((1, 1, 3), (interval.Estimate, interval.Lower, interval.Upper));
    }

    [Fact]
    public void Bootstrap_Statistic_EqualsTheMeansBootstrap()
    {
        double[] values = [1, 2, 5, 3];
        var interval = ConfidenceInterval.BootstrapStatistic(
            4,
            users =>
            {
                double sum = 0;
                foreach (int user in users)
                {
                    sum += values[user];
                }

                return sum / users.Length;
            },
            8);
        Assert.Equal(ConfidenceInterval.Bootstrap(values, 8), interval);
    }

    [Fact]
    public void ToString_Interval_IsShort() => Assert.Equal("0.5000 [0.2500, 0.7500]", new ConfidenceInterval(0.5, 0.25, 0.75, 0.95).ToString());

    [Fact]
    public void Intervals_BadArguments_Throw()
    {
        Assert.StartsWith(
            "successes is 3 of 2 trials; expected [0, trials] and at least one trial. Count each user once.",
            Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceInterval.Wilson(3, 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceInterval.Wilson(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceInterval.Wilson(-1, 2));
        Assert.StartsWith(
            "level is 1; expected a number strictly between 0 and 1. The default is 0.95.",
            Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceInterval.Wilson(1, 2, 1)).Message);
        Assert.StartsWith(
            "resamples is 99; expected at least 100. The default is 1000.",
            Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceInterval.Bootstrap([1, 2], 0, 99)).Message);
        Assert.StartsWith(
            "values is empty; expected at least one value.",
            Assert.Throws<ArgumentException>(() => ConfidenceInterval.Bootstrap([], 0)).Message);
        Assert.StartsWith(
            "userCount is empty; expected at least one value.",
            Assert.Throws<ArgumentException>(() => ConfidenceInterval.BootstrapStatistic(-1, _ => 0, 0)).Message);
        Assert.StartsWith(
            "values[1] is NaN; expected a finite number. Leave users without a value out on both sides.",
            Assert.Throws<ArgumentException>(() => ConfidenceInterval.Bootstrap([1, double.NaN], 0)).Message);
        Assert.Equal(
            "the statistic is NaN over the 2 users or over all 1000 resamples; expected a number. Check that the sample holds what the statistic needs, such as both labels.",
            Assert.Throws<InvalidOperationException>(() => ConfidenceInterval.BootstrapStatistic(2, _ => double.NaN, 0)).Message);
    }
}
