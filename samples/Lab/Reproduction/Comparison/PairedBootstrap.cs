using MathNet.Numerics.Statistics;

namespace Bdlm.Lab.Reproduction.Comparison;

/// <summary>
/// A paired bootstrap over users for the difference of a figure that is no mean over users, such as F1: both rows are
/// computed on the same resampled users.
/// </summary>
internal static class PairedBootstrap
{
    private const double Tail = 0.025;

    /// <summary>Compares two rows.</summary>
    /// <param name="first">The row that is called better where the difference is above 0.</param>
    /// <param name="second">The other; the same users in the same order.</param>
    /// <param name="measure">A ratio of sums over users.</param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <param name="resamples">How many; no p-value is below 1 / (resamples + 1).</param>
    /// <returns>
    /// The difference, its 95 % percentile interval, and the two-sided p-value: how often the resampled difference strays from
    /// the found one at least as far as the found one lies from 0.
    /// </returns>
    public static (double Difference, double Lower, double Upper, double PValue) Compare(RowAnswers first, RowAnswers second, Measure measure, int seed, int resamples)
    {
        int[] users = [.. Enumerable.Range(0, first.UserCount)];
        double difference = Difference(users);
        var random = new Random(seed);
        var found = new double[resamples];
        for (int resample = 0; resample < resamples; resample++)
        {
            for (int place = 0; place < users.Length; place++)
            {
                users[place] = random.Next(users.Length);
            }

            found[resample] = Difference(users);
        }

        int asFar = found.Count(value => Math.Abs(value - difference) >= Math.Abs(difference));
        Array.Sort(found);
        return (difference, SortedArrayStatistics.Quantile(found, Tail), SortedArrayStatistics.Quantile(found, 1 - Tail), (1.0 + asFar) / (1 + resamples));

        double Difference(int[] sample) => first.OfSample(measure, sample) - second.OfSample(measure, sample);
    }
}
