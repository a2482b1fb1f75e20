using Bdlm.Metrics;

namespace Bdlm.Lab.Reproduction.Comparison;

/// <summary>The paired tests of one table. With several seeds a user's figure is averaged over them first: users, not answers, are the sample.</summary>
internal static class RowComparison
{
    private const int BootstrapSeed = 1;

    // The smallest p of a bootstrap is 1 / (resamples + 1): it has to pass Holm's correction over all tests of a table.
    private const int LeastResamples = 2000;
    private const int ResamplesOfATest = 100;

    /// <summary>Tests the pairs whose rows were both run, on every tested figure that both know, and corrects over all of them.</summary>
    /// <param name="rows">The rows by key.</param>
    /// <param name="pairs">What to compare.</param>
    /// <exception cref="InvalidDataException">Two rows answered different questions.</exception>
    public static IReadOnlyList<PairedTest> Of(IReadOnlyDictionary<string, RowAnswers> rows, IEnumerable<RowPair> pairs)
    {
        (RowPair Pair, Measure Measure)[] asked = [.. pairs
            .Where(pair => rows.ContainsKey(pair.First) && rows.ContainsKey(pair.Second))
            .SelectMany(pair => Measures.Tested.Select(measure => (Pair: pair, Measure: measure)))
            .Where(wanted => rows[wanted.Pair.First].Knows(wanted.Measure) && rows[wanted.Pair.Second].Knows(wanted.Measure))];
        int resamples = Math.Max(LeastResamples, ResamplesOfATest * asked.Length);
        PairedTest[] tests = [.. asked
            .AsParallel().AsOrdered()
            .Select(wanted => Test(wanted.Pair, rows[wanted.Pair.First], rows[wanted.Pair.Second], wanted.Measure, resamples))];
        double[] adjusted = HolmCorrection.Adjust([.. tests.Select(test => test.PValue)]);
        return [.. tests.Select((test, place) => test with { PValue = Rounding.Round(test.PValue), HolmPValue = Rounding.Round(adjusted[place]) })];
    }

    private static PairedTest Test(RowPair pair, RowAnswers first, RowAnswers second, Measure measure, int resamples)
    {
        RowAnswers.ExpectSameUsers(first.Seeds[0], second.Seeds[0], $"rows {pair.First} and {pair.Second}");
        (int seed, double First, double Second)[] seeds = [.. first.Seeds.Join(second.Seeds, one => one.Seed, other => other.Seed, (one, other) => (one.Seed, measure.Value(one), measure.Value(other)))];
        (double difference, double lower, double upper, double? t, double p) = Difference(first, second, measure, resamples);
        return new PairedTest
        {
            Question = pair.Question,
            First = pair.First,
            Second = pair.Second,
            Measure = measure.Name,
            Users = first.UserCount,
            FirstMean = Rounding.Round(first.Seeds.Average(measure.Value)),
            SecondMean = Rounding.Round(second.Seeds.Average(measure.Value)),
            Difference = Rounding.Round(difference),
            Lower = Rounding.Round(lower),
            Upper = Rounding.Round(upper),
            T = Rounding.Round(t),
            PValue = p,
            SeedsAhead = seeds.Count(found => found.First > found.Second),
            Seeds = seeds.Length,
        };
    }

    private static (double Difference, double Lower, double Upper, double? T, double PValue) Difference(RowAnswers first, RowAnswers second, Measure measure, int resamples)
    {
        if (measure.PerUser is not null)
        {
            PairedComparison found = PairedComparison.Compare(first.PerUser(measure), second.PerUser(measure), BootstrapSeed);

            // Where all users differ alike the statistic is infinite, which JSON cannot say.
            return (found.Difference.Estimate, found.Difference.Lower, found.Difference.Upper, double.IsFinite(found.T) ? found.T : null, found.PValue);
        }

        (double difference, double lower, double upper, double p) = PairedBootstrap.Compare(first, second, measure, BootstrapSeed, resamples);
        return (difference, lower, upper, null, p);
    }
}
