using System.Globalization;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Bdlm.Metrics;

/// <summary>A figure with the interval that holds its true value at the given level of confidence.</summary>
/// <param name="Estimate">The figure itself.</param>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="Level">The level, such as 0.95.</param>
public readonly record struct ConfidenceInterval(double Estimate, double Lower, double Upper, double Level)
{
    /// <summary>The Wilson score interval of a rate, such as a hit rate: good for small samples and for rates near 0 and 1.</summary>
    /// <param name="successes">In [0, trials].</param>
    /// <param name="trials">At least 1.</param>
    /// <param name="level">The level of confidence, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static ConfidenceInterval Wilson(int successes, int trials, double level = 0.95)
    {
        MetricGuard.Level(level);
        if (trials < 1 || successes < 0 || successes > trials)
        {
            throw new ArgumentOutOfRangeException(nameof(successes), $"successes is {successes} of {trials} trials; expected [0, trials] and at least one trial. Count each user once.");
        }

        double z = Normal.InvCDF(0, 1, (1 + level) / 2);
        double rate = (double)successes / trials;
        double scale = 1 / (1 + (z * z / trials));
        double centre = scale * (rate + (z * z / (2 * trials)));
        double half = scale * z * Math.Sqrt((rate * (1 - rate) / trials) + (z * z / (4.0 * trials * trials)));

        // Exactly 0 and 1 at the ends, where rounding would leave 1e-18.
        double lower = successes == 0 ? 0 : centre - half;
        double upper = successes == trials ? 1 : centre + half;
        return new ConfidenceInterval(rate, lower, upper, level);
    }

    /// <summary>The percentile bootstrap interval of a mean over users.</summary>
    /// <param name="values">One finite value a user.</param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <param name="resamples">How many resamples; at least 100.</param>
    /// <param name="level">The level of confidence, in (0, 1).</param>
    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of resamples or the level is out of range.</exception>
    public static ConfidenceInterval Bootstrap(ReadOnlySpan<double> values, int seed, int resamples = 1000, double level = 0.95)
    {
        MetricGuard.Finite(values, nameof(values));
        MetricGuard.NotEmpty(values.Length, nameof(values));
        double[] kept = values.ToArray();
        return BootstrapStatistic(kept.Length, users => Mean(kept, users), seed, resamples, level);
    }

    /// <summary>The percentile bootstrap interval of any statistic over users, such as F1 or AUC.</summary>
    /// <param name="userCount">The number of users; at least 1.</param>
    /// <param name="statistic">
    /// Computes the figure from a sample of users, given as indices in [0, userCount), some of them repeated. Where a sample
    /// leaves it undefined it may return NaN; such samples are left out.
    /// </param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <param name="resamples">How many resamples; at least 100.</param>
    /// <param name="level">The level of confidence, in (0, 1).</param>
    /// <exception cref="ArgumentException">There is no user.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of resamples or the level is out of range.</exception>
    /// <exception cref="InvalidOperationException">The statistic was NaN on the whole sample or on every resample.</exception>
    public static ConfidenceInterval BootstrapStatistic(int userCount, Func<ReadOnlySpan<int>, double> statistic, int seed, int resamples = 1000, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        MetricGuard.NotEmpty(Math.Max(0, userCount), nameof(userCount));
        MetricGuard.Level(level);
        if (resamples < 100)
        {
            throw new ArgumentOutOfRangeException(nameof(resamples), $"resamples is {resamples}; expected at least 100. The default is 1000.");
        }

        double estimate = statistic(Enumerable.Range(0, userCount).ToArray());
        double[] sorted = Resample(userCount, statistic, seed, resamples);
        if (double.IsNaN(estimate) || sorted.Length == 0)
        {
            throw new InvalidOperationException($"the statistic is NaN over the {userCount} users or over all {resamples} resamples; expected a number. Check that the sample holds what the statistic needs, such as both labels.");
        }

        return new ConfidenceInterval(
            estimate, SortedArrayStatistics.Quantile(sorted, (1 - level) / 2), SortedArrayStatistics.Quantile(sorted, (1 + level) / 2), level);
    }

    /// <summary>Such as <c>0.4123 [0.3911, 0.4336]</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Estimate:0.0000} [{Lower:0.0000}, {Upper:0.0000}]");

    private static double[] Resample(int userCount, Func<ReadOnlySpan<int>, double> statistic, int seed, int resamples)
    {
        var random = new Random(seed);
        var users = new int[userCount];
        var found = new List<double>(resamples);
        for (int resample = 0; resample < resamples; resample++)
        {
            for (int place = 0; place < userCount; place++)
            {
                users[place] = random.Next(userCount);
            }

            double value = statistic(users);
            if (!double.IsNaN(value))
            {
                found.Add(value);
            }
        }

        found.Sort();
        return [.. found];
    }

    private static double Mean(double[] values, ReadOnlySpan<int> users)
    {
        double sum = 0;
        foreach (int user in users)
        {
            sum += values[user];
        }

        return sum / users.Length;
    }
}
