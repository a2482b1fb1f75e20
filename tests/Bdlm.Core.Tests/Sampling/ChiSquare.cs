using MathNet.Numerics.Distributions;

namespace Bdlm.Sampling;

/// <summary>Pearson's test of counts against a distribution.</summary>
internal static class ChiSquare
{
    /// <summary>
    /// Fails if counts this far from the expectation come by chance less than once in 1,000 times. The seeds of the tests
    /// are fixed, so a passing test stays so.
    /// </summary>
    public static void AssertFits(IReadOnlyList<int> counts, IReadOnlyList<double> weights)
    {
        double total = weights.Sum();
        int draws = counts.Sum();
        double statistic = 0;
        int cells = 0;
        for (int cell = 0; cell < counts.Count; cell++)
        {
            if (weights[cell] == 0)
            {
                Assert.Equal(0, counts[cell]);
                continue;
            }

            double expected = draws * weights[cell] / total;
            statistic += (counts[cell] - expected) * (counts[cell] - expected) / expected;
            cells++;
        }

        double chance = 1 - ChiSquared.CDF(cells - 1, statistic);
        Assert.True(chance > 0.001, $"chi-square {statistic} with {cells - 1} degrees of freedom: {string.Join(", ", counts)}");
    }
}
