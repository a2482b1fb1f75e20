using System.Runtime.CompilerServices;

namespace Bdlm.Data.Reading.Scanning;

/// <summary>The growing columns of a log, with the line that each row came from.</summary>
internal sealed class InteractionColumns
{
    private const int SpareShare = 16;
    private const int SmallestCapacity = 1024;
    private int[] _users = [];
    private int[] _items = [];
    private float[] _ratings = [];
    private long[] _times = [];
    private int[] _lines = [];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Users => _users.AsSpan(0, Count);

    public ReadOnlySpan<int> Items => _items.AsSpan(0, Count);

    public ReadOnlySpan<int> Lines => _lines.AsSpan(0, Count);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int user, int item, float rating, long time, int line)
    {
        int row = Count;
        if (row == _users.Length)
        {
            Resize(Math.Max(SmallestCapacity, 2 * row));
        }

        _users[row] = user;
        _items[row] = item;
        _ratings[row] = rating;
        _times[row] = time;
        _lines[row] = line;
        Count = row + 1;
    }

    /// <summary>Makes room for about so many more rows.</summary>
    public void Reserve(int more)
    {
        int wanted = (int)Math.Min(Count + (more * 1.02), Array.MaxLength);
        if (wanted > _users.Length)
        {
            Resize(wanted);
        }
    }

    /// <summary>Hands the columns to a log. Nothing can be added afterwards.</summary>
    public InteractionLog ToLog(IdMap users, IdMap items)
    {
        if (_users.Length > Count + (Count / SpareShare))
        {
            Resize(Count);
        }

        return new InteractionLog(users, items, _users, _items, _ratings, _times, Count);
    }

    /// <summary>Leaves out the rows that are marked; gives the former numbers of those that stay.</summary>
    public int[] Drop(ReadOnlySpan<bool> dropped)
    {
        var stayed = new List<int>(Count);
        for (int row = 0; row < Count; row++)
        {
            if (dropped[row])
            {
                continue;
            }

            Move(row, stayed.Count);
            stayed.Add(row);
        }

        Count = stayed.Count;
        return [.. stayed];
    }

    private static void Fit<T>(ref T[] column, int count, int size)
    {
        if (column.Length == size)
        {
            return;
        }

        T[] fitted = GC.AllocateUninitializedArray<T>(size);
        column.AsSpan(0, count).CopyTo(fitted);
        column = fitted;
    }

    private void Move(int from, int to)
    {
        _users[to] = _users[from];
        _items[to] = _items[from];
        _ratings[to] = _ratings[from];
        _times[to] = _times[from];
        _lines[to] = _lines[from];
    }

    private void Resize(int size)
    {
        Fit(ref _users, Count, size);
        Fit(ref _items, Count, size);
        Fit(ref _ratings, Count, size);
        Fit(ref _times, Count, size);
        Fit(ref _lines, Count, size);
    }
}
