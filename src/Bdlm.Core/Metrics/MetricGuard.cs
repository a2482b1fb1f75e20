using System.Globalization;

namespace Bdlm.Metrics;

/// <summary>Refuses arguments that no metric is defined for.</summary>
internal static class MetricGuard
{
    /// <summary>Throws on an empty sample.</summary>
    public static void NotEmpty(int count, string name)
    {
        if (count == 0)
        {
            throw new ArgumentException($"{name} is empty; expected at least one value. Check that the evaluated stage has users.", name);
        }
    }

    /// <summary>Throws unless both have as many values.</summary>
    public static void SameLength(int first, string firstName, int second, string secondName)
    {
        if (first != second)
        {
            throw new ArgumentException($"{firstName} holds {first} and {secondName} {second} values; expected equal lengths. Give both in the same order of users.", secondName);
        }
    }

    /// <summary>Throws unless every value is finite.</summary>
    public static void Finite(ReadOnlySpan<double> values, string name)
    {
        for (int index = 0; index < values.Length; index++)
        {
            if (!double.IsFinite(values[index]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name}[{index}] is {values[index]}; expected a finite number. Leave users without a value out on both sides."), name);
            }
        }
    }

    /// <summary>Throws unless the cutoff is at least 1.</summary>
    public static void Cutoff(int k)
    {
        if (k < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(k), $"k is {k}; expected at least 1. HR@1 asks whether the target comes first.");
        }
    }

    /// <summary>Throws unless the rank is at least 1.</summary>
    public static void Rank(int rank)
    {
        if (rank < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(rank), $"rank is {rank}; expected at least 1. Ranks come from RankingMetrics.Rank, and the best is 1.");
        }
    }

    /// <summary>Throws unless the confidence level lies strictly between 0 and 1.</summary>
    public static void Level(double level)
    {
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), string.Create(CultureInfo.InvariantCulture, $"level is {level}; expected a number strictly between 0 and 1. The default is 0.95."));
        }
    }
}
