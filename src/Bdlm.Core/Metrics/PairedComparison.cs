using System.Globalization;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Bdlm.Metrics;

/// <summary>Two models compared user by user on the same questions: first minus second.</summary>
/// <param name="UserCount">The number of users.</param>
/// <param name="Difference">The mean difference with its bootstrap interval; above 0 the first model is better.</param>
/// <param name="T">The statistic of the paired t-test: mean / (deviation / √n).</param>
/// <param name="PValue">Two-sided: how often so large a |T| comes by chance where the models do not differ.</param>
public readonly record struct PairedComparison(int UserCount, ConfidenceInterval Difference, double T, double PValue)
{
    /// <summary>Compares two models.</summary>
    /// <param name="first">The first model's figure for each user, such as hits or gains.</param>
    /// <param name="second">The second model's figures, users in the same order.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="resamples">How many resamples; at least 100.</param>
    /// <param name="level">The level of the bootstrap interval, in (0, 1).</param>
    /// <remarks>Where all differences are equal, T is 0 with p = 1 if they are 0, else infinite with p = 0.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, a value is not finite, or there are fewer than two users.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of resamples or the level is out of range.</exception>
    public static PairedComparison Compare(ReadOnlySpan<double> first, ReadOnlySpan<double> second, int seed, int resamples = 1000, double level = 0.95)
    {
        MetricGuard.SameLength(first.Length, nameof(first), second.Length, nameof(second));
        MetricGuard.Finite(first, nameof(first));
        MetricGuard.Finite(second, nameof(second));
        if (first.Length < 2)
        {
            throw new ArgumentException($"first holds {first.Length} values; expected at least 2. A paired test needs the spread between users.", nameof(first));
        }

        var differences = new double[first.Length];
        for (int user = 0; user < differences.Length; user++)
        {
            differences[user] = first[user] - second[user];
        }

        double t = Statistic(differences);
        double p = 2 * StudentT.CDF(0, 1, differences.Length - 1, -Math.Abs(t));
        return new PairedComparison(differences.Length, ConfidenceInterval.Bootstrap(differences, seed, resamples, level), t, p);
    }

    /// <summary>Such as <c>+0.0210 [0.0050, 0.0370], t = 2.58, p = 0.0101 (943 users)</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Difference.Estimate:+0.0000;-0.0000;0.0000} [{Difference.Lower:0.0000}, {Difference.Upper:0.0000}], t = {T:0.00}, p = {PValue:0.0000} ({UserCount} users)");

    private static double Statistic(double[] differences)
    {
        (double mean, double deviation) = differences.MeanStandardDeviation();
        double error = deviation / Math.Sqrt(differences.Length);
        return mean == 0 ? 0 : error == 0 ? double.CopySign(double.PositiveInfinity, mean) : mean / error;
    }
}
