namespace Bdlm.Data;

/// <summary>Row numbers grouped by a key (user or item); within a group in file order, or by time with ties in file order.</summary>
internal sealed class RowGroups
{
    private readonly int[] _rows;

    private RowGroups(int[] starts, int[] rows)
    {
        Starts = starts;
        _rows = rows;
    }

    /// <summary>Where each group begins in <see cref="Rows"/>, and the end.</summary>
    public int[] Starts { get; }

    /// <summary>All rows, group after group.</summary>
    public ReadOnlySpan<int> Rows => _rows;

    /// <summary>The rows of one group.</summary>
    public ReadOnlySpan<int> this[int key] => _rows.AsSpan(Starts[key]..Starts[key + 1]);

    /// <summary>Groups rows by key, in file order.</summary>
    /// <param name="keys">The key of each row, in [0, count).</param>
    /// <param name="count">The number of groups.</param>
    public static RowGroups By(ReadOnlySpan<int> keys, int count)
    {
        int[] starts = CountStarts(keys, count);
        int[] next = starts[..^1];
        int[] rows = GC.AllocateUninitializedArray<int>(keys.Length);
        for (int row = 0; row < keys.Length; row++)
        {
            rows[next[keys[row]]++] = row;
        }

        return new RowGroups(starts, rows);
    }

    /// <summary>Groups rows by key, each group by time; equal times keep file order.</summary>
    public static RowGroups ByTime(ReadOnlySpan<int> keys, int count, ReadOnlySpan<long> times)
    {
        RowGroups groups = By(keys, count);
        long[] buffer = [];
        for (int key = 0; key < count; key++)
        {
            SortGroup(groups._rows.AsSpan(groups.Starts[key]..groups.Starts[key + 1]), times, ref buffer);
        }

        return groups;
    }

    private static int[] CountStarts(ReadOnlySpan<int> keys, int count)
    {
        var starts = new int[count + 1];
        foreach (int key in keys)
        {
            starts[key + 1]++;
        }

        for (int key = 0; key < count; key++)
        {
            starts[key + 1] += starts[key];
        }

        return starts;
    }

    private static void SortGroup(Span<int> rows, ReadOnlySpan<long> times, ref long[] buffer)
    {
        if (IsSorted(rows, times))
        {
            return;
        }

        buffer = buffer.Length < rows.Length ? new long[2 * rows.Length] : buffer;
        Span<long> keys = buffer.AsSpan(0, rows.Length);
        for (int place = 0; place < rows.Length; place++)
        {
            keys[place] = times[rows[place]];
        }

        keys.Sort(rows);
        SortTies(keys, rows);
    }

    private static bool IsSorted(ReadOnlySpan<int> rows, ReadOnlySpan<long> times)
    {
        for (int place = 1; place < rows.Length; place++)
        {
            if (times[rows[place]] < times[rows[place - 1]])
            {
                return false;
            }
        }

        return true;
    }

    private static void SortTies(ReadOnlySpan<long> keys, Span<int> rows)
    {
        int start = 0;
        for (int place = 1; place <= keys.Length; place++)
        {
            if (place == keys.Length || keys[place] != keys[start])
            {
                rows[start..place].Sort();
                start = place;
            }
        }
    }
}
