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
        ArgumentNullException.ThrowIfNull(userMap);
        ArgumentNullException.ThrowIfNull(itemMap);
        ArgumentNullException.ThrowIfNull(users);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(ratings);
        ArgumentNullException.ThrowIfNull(times);
        if (users.Length != items.Length || users.Length != ratings.Length || users.Length != times.Length)
        {
            throw new ArgumentException($"the columns hold {users.Length} users, {items.Length} items, {ratings.Length} ratings and {times.Length} times; expected equal lengths. Give one value a row in each.", nameof(users));
        }

        DataGuard.Ids(users, userMap.Count, nameof(users));
        DataGuard.Ids(items, itemMap.Count, nameof(items));
        UserMap = userMap;
        ItemMap = itemMap;
        (_users, _items, _ratings, _times) = (users, items, ratings, times);
        Count = users.Length;
    }

    /// <summary>Makes a log of the first rows of columns that were filled by <see cref="IdMap"/>'s ids and may be longer.</summary>
    internal InteractionLog(IdMap userMap, IdMap itemMap, int[] users, int[] items, float[] ratings, long[] times, int count)
    {
        UserMap = userMap;
        ItemMap = itemMap;
        (_users, _items, _ratings, _times) = (users, items, ratings, times);
        Count = count;
    }

    /// <summary>Original user ids.</summary>
    public IdMap UserMap { get; }

    /// <summary>Original item ids.</summary>
    public IdMap ItemMap { get; }

    /// <summary>The number of interactions.</summary>
    public int Count { get; }

    /// <summary>The number of users.</summary>
    public int UserCount => UserMap.Count;

    /// <summary>The number of items.</summary>
    public int ItemCount => ItemMap.Count;

    /// <summary>Dense user ids, one a row.</summary>
    public ReadOnlySpan<int> Users => _users.AsSpan(0, Count);

    /// <summary>Dense item ids, one a row.</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, Count);

    /// <summary>Ratings, one a row.</summary>
    public ReadOnlySpan<float> Ratings => _ratings.AsSpan(0, Count);

    /// <summary>Times, one a row.</summary>
    public ReadOnlySpan<long> Times => _times.AsSpan(0, Count);
}
