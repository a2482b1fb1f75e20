namespace Bdlm.Data;

/// <summary>
/// The training interactions and nothing else. Whatever is fitted to data (graph, popularity, text statistics,
/// models) takes a <see cref="TrainView"/>, so that it cannot see validation or test rows. Immutable.
/// </summary>
public sealed class TrainView
{
    private readonly int[] _starts;
    private readonly int[] _items;
    private readonly int[] _itemsById;
    private readonly long[] _times;
    private readonly int[] _itemCounts;

    /// <summary>Makes a view from rows in any order; each user's rows are sorted by time, ties keep the given order.</summary>
    /// <param name="userCount">The number of users, those without a row included.</param>
    /// <param name="itemCount">The number of items, those without a row included.</param>
    /// <param name="users">Dense user ids, in [0, userCount).</param>
    /// <param name="items">Dense item ids, in [0, itemCount).</param>
    /// <param name="times">Times; larger is later.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative or an id lies outside its range.</exception>
    public TrainView(int userCount, int itemCount, ReadOnlySpan<int> users, ReadOnlySpan<int> items, ReadOnlySpan<long> times)
    {
        DataGuard.Count(userCount, nameof(userCount));
        DataGuard.Count(itemCount, nameof(itemCount));
        if (users.Length != items.Length || users.Length != times.Length)
        {
            throw new ArgumentException($"the columns hold {users.Length} users, {items.Length} items and {times.Length} times; expected equal lengths. Give one value a row in each.", nameof(users));
        }

        DataGuard.Ids(users, userCount, nameof(users));
        DataGuard.Ids(items, itemCount, nameof(items));
        UserCount = userCount;
        ItemCount = itemCount;
        var byTime = RowGroups.ByTime(users, userCount, times);
        _starts = byTime.Starts;
        (_items, _times) = Gather(byTime.Rows, items, times);
        (_itemsById, _itemCounts) = SortById(users, items);
    }

    /// <summary>The number of users, those without a training row included.</summary>
    public int UserCount { get; }

    /// <summary>The number of items, those without a training row included.</summary>
    public int ItemCount { get; }

    /// <summary>The number of training rows.</summary>
    public int InteractionCount => _items.Length;

    /// <summary>How often each item was taken in training.</summary>
    public ReadOnlySpan<int> ItemCounts => _itemCounts;

    /// <summary>A view of a whole log: every row is a training row.</summary>
    public static TrainView Of(InteractionLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return new TrainView(log.UserCount, log.ItemCount, log.Users, log.Items, log.Times);
    }

    /// <summary>A user's items, oldest first.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="user"/> is not in [0, UserCount).</exception>
    public ReadOnlySpan<int> ItemsOf(int user) => _items.AsSpan(RowsOf(user));

    /// <summary>The times that belong to <see cref="ItemsOf"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="user"/> is not in [0, UserCount).</exception>
    public ReadOnlySpan<long> TimesOf(int user) => _times.AsSpan(RowsOf(user));

    /// <summary>Whether the user took the item in training. Takes time logarithmic in the user's rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id lies outside its range.</exception>
    public bool Contains(int user, int item)
    {
        DataGuard.Id(item, ItemCount, nameof(item));
        return _itemsById.AsSpan(RowsOf(user)).BinarySearch(item) >= 0;
    }

    private static (int[] Items, long[] Times) Gather(ReadOnlySpan<int> rows, ReadOnlySpan<int> items, ReadOnlySpan<long> times)
    {
        var sortedItems = new int[rows.Length];
        var sortedTimes = new long[rows.Length];
        for (int place = 0; place < rows.Length; place++)
        {
            sortedItems[place] = items[rows[place]];
            sortedTimes[place] = times[rows[place]];
        }

        return (sortedItems, sortedTimes);
    }

    /// <summary>Each user's items by id: going through the rows item by item deals them out in order, without sorting.</summary>
    private (int[] Items, int[] Counts) SortById(ReadOnlySpan<int> users, ReadOnlySpan<int> items)
    {
        var byItem = RowGroups.By(items, ItemCount);
        var counts = new int[ItemCount];
        var sorted = new int[items.Length];
        int[] next = _starts[..^1];
        for (int item = 0; item < ItemCount; item++)
        {
            counts[item] = byItem[item].Length;
            foreach (int row in byItem[item])
            {
                sorted[next[users[row]]++] = item;
            }
        }

        return (sorted, counts);
    }

    private Range RowsOf(int user)
    {
        DataGuard.Id(user, UserCount, nameof(user));
        return _starts[user].._starts[user + 1];
    }
}
