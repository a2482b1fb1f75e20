using Bdlm.Data;

namespace Bdlm.Sampling;

/// <summary>The items that each user took, as sets: what negative samplers must not draw. Immutable.</summary>
public sealed class UserPositives
{
    private readonly IReadOnlySet<int>[] _sets;

    private UserPositives(IReadOnlySet<int>[] sets, int itemCount)
    {
        _sets = sets;
        ItemCount = itemCount;
    }

    /// <summary>The number of users.</summary>
    public int UserCount => _sets.Length;

    /// <summary>The number of items.</summary>
    public int ItemCount { get; }

    /// <summary>The user's positives.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="user"/> is not in [0, UserCount).</exception>
    public IReadOnlySet<int> this[int user]
    {
        get
        {
            IdGuard.Check(user, UserCount, nameof(user));
            return _sets[user];
        }
    }

    /// <summary>Training positives only: a model that is to see nothing else then draws its negatives without knowing the rest.</summary>
    public static UserPositives OfTraining(TrainView train)
    {
        ArgumentNullException.ThrowIfNull(train);
        return Collect(train, []);
    }

    /// <summary>The positives of training, validation and test together: what no negative of an evaluation may be.</summary>
    public static UserPositives OfAll(DataSplit split)
    {
        ArgumentNullException.ThrowIfNull(split);
        return Collect(split.Train, split.Validation.Concat(split.Test));
    }

    private static UserPositives Collect(TrainView train, IEnumerable<HeldOutInteraction> heldOut)
    {
        var added = new Dictionary<int, List<int>>();
        foreach (HeldOutInteraction target in heldOut)
        {
            if (!added.TryGetValue(target.User, out List<int>? items))
            {
                added[target.User] = items = [];
            }

            items.Add(target.Item);
        }

        var sets = new IReadOnlySet<int>[train.UserCount];
        for (int user = 0; user < sets.Length; user++)
        {
            sets[user] = Sorted([.. train.ItemsOf(user), .. added.GetValueOrDefault(user) ?? []]);
        }

        return new UserPositives(sets, train.ItemCount);
    }

    private static SortedItemSet Sorted(int[] items)
    {
        Array.Sort(items);
        int kept = 0;
        for (int index = 0; index < items.Length; index++)
        {
            if (kept == 0 || items[index] != items[kept - 1])
            {
                items[kept++] = items[index];
            }
        }

        return new SortedItemSet(items.AsMemory(0, kept));
    }
}
