namespace Bdlm.Graphs;

/// <summary>The rules that a list of user-item pairs keeps.</summary>
internal static class EdgeListChecks
{
    /// <summary>Throws unless both lists have one length and hold ids in range.</summary>
    public static void Pairs(int userCount, int itemCount, ReadOnlySpan<int> users, ReadOnlySpan<int> items)
    {
        if (users.Length != items.Length)
        {
            throw new ArgumentException($"there are {users.Length} users and {items.Length} items; expected one of each a pair.", nameof(items));
        }

        Ids(users, userCount, nameof(users));
        Ids(items, itemCount, nameof(items));
    }

    private static void Ids(ReadOnlySpan<int> ids, int count, string name)
    {
        for (int pair = 0; pair < ids.Length; pair++)
        {
            if ((uint)ids[pair] >= (uint)count)
            {
                throw new ArgumentOutOfRangeException(name, $"{name} holds {ids[pair]} at pair {pair}; expected dense ids in [0, {count}). Map original ids through the IdMap first.");
            }
        }
    }
}
