namespace Bdlm.Data;

/// <summary>How large a data set is.</summary>
/// <param name="Users">The number of users with an interaction.</param>
/// <param name="Items">The number of items with an interaction.</param>
/// <param name="Interactions">The number of interactions.</param>
public sealed record DataStatistics(int Users, int Items, int Interactions)
{
    /// <summary>The share of all pairs of user and item that are interactions; 0 for an empty log.</summary>
    public double Density => Interactions == 0 ? 0 : Interactions / ((double)Users * Items);

    /// <summary>Interactions a user on average; 0 for an empty log.</summary>
    public double InteractionsPerUser => Interactions == 0 ? 0 : (double)Interactions / Users;

    /// <summary>Interactions an item on average; 0 for an empty log.</summary>
    public double InteractionsPerItem => Interactions == 0 ? 0 : (double)Interactions / Items;

    /// <summary>Counts a log.</summary>
    public static DataStatistics Of(InteractionLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return new DataStatistics(CountUsed(log.Users, log.UserCount), CountUsed(log.Items, log.ItemCount), log.Count);
    }

    private static int CountUsed(ReadOnlySpan<int> ids, int count)
    {
        var used = new bool[count];
        foreach (int id in ids)
        {
            used[id] = true;
        }

        return used.AsSpan().Count(true);
    }
}
