namespace Bdlm.Data;

/// <summary>
/// The k-core of a log: the largest part in which every user has at least k interactions and every item at least k.
/// Leaving out a user lowers item counts and the other way round, so it goes on until nothing changes.
/// </summary>
public static class KCoreFilter
{
    /// <summary>Keeps the k-core.</summary>
    /// <param name="log">The log; it is not changed. Rows are counted as they are: repeated pairs count repeatedly.</param>
    /// <param name="userCore">The fewest interactions of a user, at least 1.</param>
    /// <param name="itemCore">The fewest interactions of an item, at least 1.</param>
    /// <returns>A log with its own id maps; rows, users and items keep their order. Empty if there is no such core.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A core is less than 1.</exception>
    public static InteractionLog Apply(InteractionLog log, int userCore, int itemCore)
    {
        ArgumentNullException.ThrowIfNull(log);
        Check(userCore, nameof(userCore));
        Check(itemCore, nameof(itemCore));
        var kept = new bool[log.Count];
        Array.Fill(kept, true);
        var users = new Side(RowGroups.By(log.Users, log.UserCount), userCore);
        var items = new Side(RowGroups.By(log.Items, log.ItemCount), itemCore);
        while (users.Waiting + items.Waiting > 0)
        {
            users.Remove(kept, log.Items, items);
            items.Remove(kept, log.Users, users);
        }

        return LogSelection.Keep(log, kept);
    }

    private static void Check(int core, string name)
    {
        if (core < 1)
        {
            throw new ArgumentOutOfRangeException(name, $"{name} is {core}; expected at least 1. Use 1 to ask nothing of that side.");
        }
    }

    /// <summary>The users or the items: how many rows each has left, and which are to go.</summary>
    private sealed class Side
    {
        private readonly RowGroups _rows;
        private readonly int _core;
        private readonly int[] _left;
        private readonly Queue<int> _tooFew = [];

        public Side(RowGroups rows, int core)
        {
            _rows = rows;
            _core = core;
            _left = new int[rows.Starts.Length - 1];
            for (int id = 0; id < _left.Length; id++)
            {
                _left[id] = rows[id].Length;
                if (_left[id] < core)
                {
                    _tooFew.Enqueue(id);
                }
            }
        }

        public int Waiting => _tooFew.Count;

        /// <summary>Takes out the rows of all that have too few and tells the other side.</summary>
        public void Remove(bool[] kept, ReadOnlySpan<int> otherIds, Side other)
        {
            while (_tooFew.TryDequeue(out int id))
            {
                foreach (int row in _rows[id])
                {
                    if (kept[row])
                    {
                        kept[row] = false;
                        other.LoseOne(otherIds[row]);
                    }
                }
            }
        }

        private void LoseOne(int id)
        {
            if (_left[id]-- == _core)
            {
                _tooFew.Enqueue(id);
            }
        }
    }
}
