namespace Bdlm.Data;

/// <summary>
/// The training interactions and nothing else. Whatever is fitted to data (graph, popularity, text statistics,
/// models) takes a <see cref="TrainView"/>, so that it cannot see validation or test rows. Immutable.
/// </summary>
public sealed class TrainView
{
    private readonly int[] _starts;
    private readonly int[] _items;
    private readonly long[] _times;
    private readonly int[] _itemCounts;
    private readonly HashSet<long> _pairs;

    /// <summary>Makes a view from rows in any order; each user's rows are sorted by time, ties keep the given order.</summary>
    /// <param name="userCount">The number of users, those without a row included.</param>
    /// <param name="itemCount">The number of items, those without a row included.</param>
    /// <param name="users">Dense user ids.</param>
    /// <param name="items">Dense item ids.</param>
    /// <param name="times">Times; larger is later.</param>
    public TrainView(int userCount, int itemCount, ReadOnlySpan<int> users, ReadOnlySpan<int> items, ReadOnlySpan<long> times)
    {
        UserCount = userCount;
        ItemCount = itemCount;
        _starts = new int[userCount + 1];
        foreach (int user in users)
        {
            _starts[user + 1]++;
        }

        for (int user = 0; user < userCount; user++)
        {
            _starts[user + 1] += _starts[user];
        }

        (_items, _times) = SortByUserAndTime(users, items, times);
        _itemCounts = new int[itemCount];
        _pairs = new HashSet<long>(items.Length);
        for (int row = 0; row < items.Length; row++)
        {
            _itemCounts[items[row]]++;
            _pairs.Add(Pair(users[row], items[row]));
        }
    }

    /// <summary>The number of users, those without a training row included.</summary>
    public int UserCount { get; }

    /// <summary>The number of items, those without a training row included.</summary>
    public int ItemCount { get; }

    /// <summary>The number of training rows.</summary>
    public int InteractionCount => _items.Length;

    /// <summary>How often each item was taken in training.</summary>
    public ReadOnlySpan<int> ItemCounts => _itemCounts;

    /// <summary>A user's items, oldest first.</summary>
    public ReadOnlySpan<int> ItemsOf(int user) => _items.AsSpan(_starts[user].._starts[user + 1]);

    /// <summary>The times that belong to <see cref="ItemsOf"/>.</summary>
    public ReadOnlySpan<long> TimesOf(int user) => _times.AsSpan(_starts[user].._starts[user + 1]);

    /// <summary>Whether the user took the item in training.</summary>
    public bool Contains(int user, int item) => _pairs.Contains(Pair(user, item));

    private static long Pair(int user, int item) => ((long)user << 32) | (uint)item;

    private (int[] Items, long[] Times) SortByUserAndTime(ReadOnlySpan<int> users, ReadOnlySpan<int> items, ReadOnlySpan<long> times)
    {
        var sortedItems = new int[items.Length];
        var sortedTimes = new long[items.Length];
        var rows = new int[items.Length];
        int[] next = _starts[..^1];
        for (int row = 0; row < items.Length; row++)
        {
            rows[next[users[row]]++] = row;
        }

        var keys = new (long Time, int Row)[items.Length];
        for (int place = 0; place < rows.Length; place++)
        {
            keys[place] = (times[rows[place]], rows[place]);
        }

        for (int user = 0; user < UserCount; user++)
        {
            keys.AsSpan(_starts[user].._starts[user + 1]).Sort();
        }

        for (int place = 0; place < keys.Length; place++)
        {
            sortedItems[place] = items[keys[place].Row];
            sortedTimes[place] = keys[place].Time;
        }

        return (sortedItems, sortedTimes);
    }
}
