namespace Bdlm.Data;

/// <summary>Holds a share of each user's interactions out, the latest or random ones.</summary>
public static class RatioSplit
{
    private const double Rounding = 1e-9;

    /// <summary>Holds each user's latest rows out: the last ones for test, those before them for validation. Equal times keep file order.</summary>
    /// <param name="log">The log; it is not changed.</param>
    /// <param name="validationShare">The share of a user's rows for validation, in [0, 1).</param>
    /// <param name="testShare">The share for test, in [0, 1); both together less than 1.</param>
    /// <returns>
    /// Of a user's n rows ⌊n · testShare⌋ are test and ⌊n · validationShare⌋ validation targets. Users from whose rows
    /// no target results are counted in <see cref="DataSplit.UsersKeptWhole"/>.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A share is out of range.</exception>
    public static DataSplit ByTime(InteractionLog log, double validationShare, double testShare) =>
        Apply(log, validationShare, testShare, random: null);

    /// <summary>Holds random rows of each user out. What is later than a target is left out of its history.</summary>
    /// <param name="log">The log; it is not changed.</param>
    /// <param name="validationShare">The share of a user's rows for validation, in [0, 1).</param>
    /// <param name="testShare">The share for test, in [0, 1); both together less than 1.</param>
    /// <param name="seed">Decides the draw; the same seed and log give the same split.</param>
    /// <returns>As of <see cref="ByTime"/>, with <see cref="DataSplit.TrainCanBeLater"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A share is out of range.</exception>
    public static DataSplit AtRandom(InteractionLog log, double validationShare, double testShare, int seed) =>
        Apply(log, validationShare, testShare, new Random(seed));

    private static DataSplit Apply(InteractionLog log, double validationShare, double testShare, Random? random)
    {
        ArgumentNullException.ThrowIfNull(log);
        Check(validationShare, nameof(validationShare), 1);
        Check(testShare, nameof(testShare), 1 - validationShare);
        var byTime = RowGroups.ByTime(log.Users, log.UserCount, log.Times);
        var parts = new SplitAssembler(log);
        for (int user = 0; user < log.UserCount; user++)
        {
            int[] rows = byTime[user].ToArray();
            random?.Shuffle(rows);
            int test = (int)((rows.Length * testShare) + Rounding);
            int validation = (int)((rows.Length * validationShare) + Rounding);
            HoldOut(parts, rows, validation, test);
        }

        return parts.Complete(trainCanBeLater: random is not null);
    }

    private static void HoldOut(SplitAssembler parts, int[] rows, int validation, int test)
    {
        foreach (int row in rows[^(validation + test)..^test])
        {
            parts.Validate(row);
        }

        foreach (int row in rows[^test..])
        {
            parts.Test(row);
        }
    }

    private static void Check(double share, string name, double end)
    {
        if (!(share >= 0 && share < end))
        {
            throw new ArgumentOutOfRangeException(name, $"{name} is {share}; expected a share in [0, {end}). Leave a part of the rows for training.");
        }
    }
}
