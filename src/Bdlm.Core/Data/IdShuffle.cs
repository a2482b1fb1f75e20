namespace Bdlm.Data;

/// <summary>
/// A seeded renumbering of users and items. Files often number them by first appearance or popularity; tokens such as
/// <c>&lt;iid7&gt;</c> would carry that order into a language model. Rows keep their order. Immutable.
/// </summary>
public sealed class IdShuffle
{
    private readonly int[] _newUsers;
    private readonly int[] _newItems;

    private IdShuffle(int[] newUsers, int[] newItems)
    {
        _newUsers = newUsers;
        _newItems = newItems;
    }

    /// <summary>The new dense id of each former user id.</summary>
    public ReadOnlySpan<int> NewUsers => _newUsers;

    /// <summary>The new dense id of each former item id.</summary>
    public ReadOnlySpan<int> NewItems => _newItems;

    /// <summary>Draws a renumbering.</summary>
    /// <param name="userCount">The number of users.</param>
    /// <param name="itemCount">The number of items.</param>
    /// <param name="seed">Decides the draw; the same seed and counts give the same renumbering.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static IdShuffle Create(int userCount, int itemCount, int seed)
    {
        DataGuard.Count(userCount, nameof(userCount));
        DataGuard.Count(itemCount, nameof(itemCount));
        var random = new Random(seed);
        return new IdShuffle(Draw(userCount, random), Draw(itemCount, random));
    }

    /// <summary>Renumbers a log with a fresh draw. Align the catalogue to the new <see cref="InteractionLog.ItemMap"/> afterwards.</summary>
    public static InteractionLog Apply(InteractionLog log, int seed)
    {
        ArgumentNullException.ThrowIfNull(log);
        return Create(log.UserCount, log.ItemCount, seed).Apply(log);
    }

    /// <summary>Renumbers a log. Align the catalogue to the new <see cref="InteractionLog.ItemMap"/> afterwards.</summary>
    /// <exception cref="ArgumentException">The log has other numbers of users or items.</exception>
    public InteractionLog Apply(InteractionLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        CheckCounts(log.UserCount, log.ItemCount, nameof(log));
        return new InteractionLog(
            Permute(log.UserMap, _newUsers),
            Permute(log.ItemMap, _newItems),
            Renumber(log.Users, _newUsers),
            Renumber(log.Items, _newItems),
            log.Ratings.ToArray(),
            log.Times.ToArray());
    }

    /// <summary>Renumbers a split that belongs to a log which is renumbered too.</summary>
    /// <exception cref="ArgumentException">The split has other numbers of users or items.</exception>
    public DataSplit Apply(DataSplit split)
    {
        ArgumentNullException.ThrowIfNull(split);
        CheckCounts(split.Train.UserCount, split.Train.ItemCount, nameof(split));
        return new DataSplit(Renumber(split.Train), Renumber(split.Validation), Renumber(split.Test))
        {
            UsersKeptWhole = split.UsersKeptWhole,
            TrainCanBeLater = split.TrainCanBeLater,
        };
    }

    private static int[] Draw(int count, Random random)
    {
        int[] numbers = [.. Enumerable.Range(0, count)];
        random.Shuffle(numbers);
        return numbers;
    }

    private static IdMap Permute(IdMap map, int[] numbers)
    {
        var originals = new string[numbers.Length];
        for (int id = 0; id < numbers.Length; id++)
        {
            originals[numbers[id]] = map.Original(id);
        }

        return new IdMap(originals);
    }

    private static int[] Renumber(ReadOnlySpan<int> ids, int[] numbers)
    {
        var renumbered = new int[ids.Length];
        for (int row = 0; row < ids.Length; row++)
        {
            renumbered[row] = numbers[ids[row]];
        }

        return renumbered;
    }

    private TrainView Renumber(TrainView train)
    {
        var users = new int[train.InteractionCount];
        var items = new int[train.InteractionCount];
        var times = new long[train.InteractionCount];
        int row = 0;
        for (int user = 0; user < train.UserCount; user++)
        {
            int count = train.ItemsOf(user).Length;
            users.AsSpan(row, count).Fill(_newUsers[user]);
            train.ItemsOf(user).CopyTo(items.AsSpan(row));
            train.TimesOf(user).CopyTo(times.AsSpan(row));
            row += count;
        }

        return new TrainView(train.UserCount, train.ItemCount, users, Renumber(items, _newItems), times);
    }

    private HeldOutInteraction[] Renumber(IReadOnlyList<HeldOutInteraction> targets) =>
        [.. targets.Select(target => target with { User = _newUsers[target.User], Item = _newItems[target.Item] })];

    private void CheckCounts(int userCount, int itemCount, string name)
    {
        if (userCount != _newUsers.Length || itemCount != _newItems.Length)
        {
            throw new ArgumentException($"{name} has {userCount} users and {itemCount} items; expected {_newUsers.Length} and {_newItems.Length}, for which the renumbering was drawn. Draw one for these counts.", name);
        }
    }
}
