namespace Bdlm.Data;

/// <summary>The protocol of the paper: each user's last item is the test target, the last but one the validation target.</summary>
public static class LeaveOneOutSplit
{
    /// <summary>The fewest interactions of a user with a validation and a test target: one has to stay for training.</summary>
    public const int FewestInteractions = 3;

    /// <summary>Splits a log by time; equal times keep file order.</summary>
    /// <param name="log">The log; it is not changed.</param>
    /// <returns>
    /// Targets in order of users. Users with fewer than <see cref="FewestInteractions"/> rows stay wholly in training
    /// and are counted in <see cref="DataSplit.UsersKeptWhole"/>.
    /// </returns>
    public static DataSplit Apply(InteractionLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        var byTime = RowGroups.ByTime(log.Users, log.UserCount, log.Times);
        var parts = new SplitAssembler(log);
        for (int user = 0; user < log.UserCount; user++)
        {
            ReadOnlySpan<int> rows = byTime[user];
            if (rows.Length >= FewestInteractions)
            {
                parts.Validate(rows[^2]);
                parts.Test(rows[^1]);
            }
        }

        return parts.Complete();
    }
}
