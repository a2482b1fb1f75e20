namespace Bdlm.Data;

/// <summary>
/// Who took what, when: one row an interaction, in columns, with dense user and item ids. Immutable.
/// </summary>
public sealed class InteractionLog
{
    private readonly int[] _users;
    private readonly int[] _items;
    private readonly float[] _ratings;
    private readonly long[] _times;

    /// <summary>Makes a log that takes over the given columns (they are not copied; do not change them afterwards).</summary>
    /// <param name="userMap">Original user ids.</param>
    /// <param name="itemMap">Original item ids.</param>
    /// <param name="users">Dense user id of each row, in [0, userMap.Count).</param>
    /// <param name="items">Dense item id of each row, in [0, itemMap.Count).</param>
    /// <param name="ratings">Rating of each row; 1 where the source has none.</param>
    /// <param name="times">Time of each row, in the source's unit (Unix seconds for MovieLens), larger is later; the row number where the source has none.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id lies outside its map.</exception>
    public InteractionLog(IdMap userMap, IdMap itemMap, int[] users, int[] items, float[] ratings, long[] times)
    {
        if (users.Length != items.Length || users.Length != ratings.Length || users.Length != times.Length)
        {
            throw new ArgumentException($"the columns hold {users.Length} users, {items.Length} items, {ratings.Length} ratings and {times.Length} times; expected equal lengths. Give one value a row in each.", nameof(users));
        }

        CheckRange(users, userMap.Count, nameof(users));
        CheckRange(items, itemMap.Count, nameof(items));
        UserMap = userMap;
        ItemMap = itemMap;
        _users = users;
        _items = items;
        _ratings = ratings;
        _times = times;
    }

    /// <summary>Original user ids.</summary>
    public IdMap UserMap { get; }

    /// <summary>Original item ids.</summary>
    public IdMap ItemMap { get; }

    /// <summary>The number of interactions.</summary>
    public int Count => _users.Length;

    /// <summary>The number of users.</summary>
    public int UserCount => UserMap.Count;

    /// <summary>The number of items.</summary>
    public int ItemCount => ItemMap.Count;

    /// <summary>Dense user ids, one a row.</summary>
    public ReadOnlySpan<int> Users => _users;

    /// <summary>Dense item ids, one a row.</summary>
    public ReadOnlySpan<int> Items => _items;

    /// <summary>Ratings, one a row.</summary>
    public ReadOnlySpan<float> Ratings => _ratings;

    /// <summary>Times, one a row.</summary>
    public ReadOnlySpan<long> Times => _times;

    private static void CheckRange(int[] ids, int count, string name)
    {
        foreach (int id in ids)
        {
            if ((uint)id >= (uint)count)
            {
                throw new ArgumentOutOfRangeException(name, $"{name} holds {id}; expected dense ids in [0, {count}). Map original ids through the IdMap first.");
            }
        }
    }
}
