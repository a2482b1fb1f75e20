namespace Bdlm.Data.Reading.Scanning;

/// <summary>Finds rows in which the same user and item stand together again.</summary>
internal sealed class RepeatedPairs
{
    private readonly int[] _earlier;

    private RepeatedPairs(int[] earlier, int count, int first)
    {
        _earlier = earlier;
        Count = count;
        First = first;
    }

    /// <summary>The number of rows whose pair stands in an earlier row.</summary>
    public int Count { get; }

    /// <summary>The first such row; -1 if there is none.</summary>
    public int First { get; }

    /// <summary>Looks through the rows, user by user.</summary>
    public static RepeatedPairs Find(ReadOnlySpan<int> users, int userCount, ReadOnlySpan<int> items, int itemCount)
    {
        var groups = RowGroups.By(users, userCount);
        var latest = new int[itemCount];
        Array.Fill(latest, -1);
        int[] earlier = [];
        int count = 0;
        int first = -1;
        foreach (int row in groups.Rows)
        {
            int before = latest[items[row]];
            latest[items[row]] = row;
            if (before < 0 || users[before] != users[row])
            {
                continue;
            }

            earlier = count++ == 0 ? NoneEarlier(users.Length) : earlier;
            earlier[row] = before;
            first = first < 0 ? row : Math.Min(first, row);
        }

        return new RepeatedPairs(earlier, count, first);
    }

    /// <summary>The row before <paramref name="row"/> that holds the same pair; -1 if there is none.</summary>
    public int Earlier(int row) => Count == 0 ? -1 : _earlier[row];

    /// <summary>Marks the rows to leave out: the repetitions, or what they repeat.</summary>
    public bool[] Mark(DuplicatePolicy policy)
    {
        var dropped = new bool[_earlier.Length];
        for (int row = 0; row < _earlier.Length; row++)
        {
            if (_earlier[row] >= 0)
            {
                dropped[policy == DuplicatePolicy.KeepLast ? _earlier[row] : row] = true;
            }
        }

        return dropped;
    }

    private static int[] NoneEarlier(int rows)
    {
        var earlier = new int[rows];
        Array.Fill(earlier, -1);
        return earlier;
    }
}
