using Bdlm.Metrics;
using MathNet.Numerics.Statistics;

namespace Bdlm.Lab.Reproduction.Comparison;

/// <summary>Mean ± deviation of a row over seeds, with intervals over users.</summary>
internal static class RowMeasurement
{
    private const int BootstrapSeed = 1;

    /// <summary>All figures that the row knows, in the tables' order.</summary>
    public static IReadOnlyList<MeasuredValue> Of(RowAnswers row) => [.. Measures.All.Where(row.Knows).Select(measure => Of(row, measure))];

    /// <summary>One figure.</summary>
    public static MeasuredValue Of(RowAnswers row, Measure measure)
    {
        SeedValue[] seeds = [.. row.Seeds.Select(answers => OfSeed(answers, measure))];
        ConfidenceInterval? overUsers = Interval(row, measure);
        return new MeasuredValue(
            measure.Name,
            Rounding.Round(row.Seeds.Average(measure.Value)),
            seeds.Length < 2 ? null : Rounding.Round(row.Seeds.Select(measure.Value).StandardDeviation()),
            Rounding.Round(overUsers?.Lower),
            Rounding.Round(overUsers?.Upper),
            seeds);
    }

    private static SeedValue OfSeed(ModelAnswers answers, Measure measure)
    {
        bool isRate = measure == Measures.HitRate1 || measure == Measures.HitRate2;
        ConfidenceInterval? interval = isRate
            ? ConfidenceInterval.Wilson((int)measure.PerUser!(answers).Sum(), answers.UserCount)
            : Interval(new RowAnswers(string.Empty, [answers]), measure);
        return new SeedValue(answers.Seed, Rounding.Round(measure.Value(answers)), Rounding.Round(interval?.Lower), Rounding.Round(interval?.Upper));
    }

    private static ConfidenceInterval? Interval(RowAnswers row, Measure measure) =>
        measure.PerUser is not null ? ConfidenceInterval.Bootstrap(row.PerUser(measure), BootstrapSeed)
        : measure.OfCounts is not null ? ConfidenceInterval.BootstrapStatistic(row.UserCount, users => row.OfSample(measure, users), BootstrapSeed)
        : null;
}
