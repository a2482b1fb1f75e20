namespace Bdlm.Graphs;

/// <summary>
/// Builds the neighbour lists of an <see cref="InteractionGraph"/> in linear time: the edges are counted, placed by
/// item, scattered to the users (which leaves each user's items ascending and shows repetitions), and scattered
/// back. The two halves of one array serve all three steps, so no second copy of the edge list is made.
/// </summary>
internal sealed class InteractionGraphBuilder
{
    private readonly int _userCount;
    private readonly int _itemCount;
    private readonly int _pairCount;
    private readonly int[] _itemEnds;
    private readonly int[] _neighbours;

    /// <summary>Starts a graph of a known number of pairs, repetitions included.</summary>
    public InteractionGraphBuilder(int userCount, int itemCount, int pairCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(userCount);
        ArgumentOutOfRangeException.ThrowIfNegative(itemCount);
        CsrChecks.EntryCount((long)userCount + itemCount + 1, $"A graph of {userCount} users and {itemCount} items");
        CsrChecks.EntryCount(2L * pairCount, $"A graph of {pairCount} interactions");
        (_userCount, _itemCount, _pairCount) = (userCount, itemCount, pairCount);
        _itemEnds = new int[itemCount + 1];
        _neighbours = new int[2 * pairCount];
    }

    /// <summary>First pass: counts the pairs of each item.</summary>
    public void Count(ReadOnlySpan<int> items)
    {
        foreach (int item in items)
        {
            _itemEnds[item + 1]++;
        }
    }

    /// <summary>Between the passes: turns counts into places in the upper half of the array.</summary>
    public void StartPlacing()
    {
        _itemEnds[0] = _pairCount;
        for (int item = 0; item < _itemCount; item++)
        {
            _itemEnds[item + 1] += _itemEnds[item];
        }
    }

    /// <summary>Second pass: files a pair under its item. Afterwards an item's start has moved to its end.</summary>
    public void Place(int user, int item) => _neighbours[_itemEnds[item]++] = user;

    /// <summary>The finished graph.</summary>
    public InteractionGraph Build()
    {
        int[] starts = CountDistinct();
        int edgeCount = starts[_userCount];
        ScatterToUsers(starts);
        ScatterToItems(starts);
        int[] neighbours = _neighbours;
        if (edgeCount < _pairCount)
        {
            Array.Resize(ref neighbours, 2 * edgeCount);
        }

        return new InteractionGraph(_userCount, _itemCount, starts, neighbours);
    }

    private ReadOnlySpan<int> UsersFiledUnder(int item) =>
        _neighbours.AsSpan((item == 0 ? _pairCount : _itemEnds[item - 1]).._itemEnds[item]);

    private int[] CountDistinct()
    {
        var starts = new int[_userCount + _itemCount + 1];
        var lastItem = new int[_userCount];
        lastItem.AsSpan().Fill(-1);
        for (int item = 0; item < _itemCount; item++)
        {
            foreach (int user in UsersFiledUnder(item))
            {
                if (lastItem[user] != item)
                {
                    lastItem[user] = item;
                    starts[user + 1]++;
                    starts[_userCount + item + 1]++;
                }
            }
        }

        for (int node = 1; node < starts.Length; node++)
        {
            starts[node] += starts[node - 1];
        }

        return starts;
    }

    private void ScatterToUsers(int[] starts)
    {
        int[] next = starts[.._userCount];
        for (int item = 0; item < _itemCount; item++)
        {
            int node = _userCount + item;
            foreach (int user in UsersFiledUnder(item))
            {
                bool repeated = next[user] > starts[user] && _neighbours[next[user] - 1] == node;
                if (!repeated)
                {
                    _neighbours[next[user]++] = node;
                }
            }
        }
    }

    private void ScatterToItems(int[] starts)
    {
        int[] next = starts[_userCount..^1];
        for (int user = 0; user < _userCount; user++)
        {
            for (int place = starts[user]; place < starts[user + 1]; place++)
            {
                _neighbours[next[_neighbours[place] - _userCount]++] = user;
            }
        }
    }
}
