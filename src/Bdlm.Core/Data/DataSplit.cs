namespace Bdlm.Data;

/// <summary>Training interactions with the validation and test targets that were kept out of them. Immutable.</summary>
public sealed class DataSplit
{
    private readonly Dictionary<int, HeldOutInteraction[]> _earlier;

    /// <summary>Joins the parts of a split.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="validation">Validation targets, in any order.</param>
    /// <param name="test">Test targets, in any order.</param>
    /// <exception cref="ArgumentOutOfRangeException">A target's user or item is unknown to <paramref name="train"/>.</exception>
    public DataSplit(TrainView train, IReadOnlyList<HeldOutInteraction> validation, IReadOnlyList<HeldOutInteraction> test)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(test);
        Check(train, validation, nameof(validation));
        Check(train, test, nameof(test));
        Train = train;
        Validation = validation;
        Test = test;
        _earlier = validation.GroupBy(target => target.User).ToDictionary(group => group.Key, group => group.OrderBy(target => target.Time).ToArray());
    }

    /// <summary>The training rows.</summary>
    public TrainView Train { get; }

    /// <summary>Validation targets.</summary>
    public IReadOnlyList<HeldOutInteraction> Validation { get; }

    /// <summary>Test targets.</summary>
    public IReadOnlyList<HeldOutInteraction> Test { get; }

    /// <summary>How many users have neither a validation nor a test target, since they have too few interactions; all their rows are training rows.</summary>
    public int UsersKeptWhole { get; init; }

    /// <summary>
    /// Whether training rows can be later than a target, as in a random split. Histories then leave out what is later
    /// than the target, so that nothing is predicted from the future. False where the split itself goes by time.
    /// </summary>
    public bool TrainCanBeLater { get; init; }

    /// <summary>What is known of the user when a validation target is predicted: the training items, oldest first.</summary>
    public int[] HistoryOfValidation(HeldOutInteraction target) => KnownItems(target).ToArray();

    /// <summary>What is known of the user when a test target is predicted: the training items, then the validation items.</summary>
    /// <remarks>Where <see cref="TrainCanBeLater"/>, training and validation items are merged by time.</remarks>
    public int[] HistoryOfTest(HeldOutInteraction target)
    {
        if (!_earlier.TryGetValue(target.User, out HeldOutInteraction[]? held))
        {
            return KnownItems(target).ToArray();
        }

        return TrainCanBeLater
            ? Merge(target, held)
            : [.. KnownItems(target), .. held.Select(earlier => earlier.Item)];
    }

    private static void Check(TrainView train, IReadOnlyList<HeldOutInteraction> targets, string name)
    {
        foreach (HeldOutInteraction target in targets)
        {
            if ((uint)target.User >= (uint)train.UserCount || (uint)target.Item >= (uint)train.ItemCount)
            {
                throw new ArgumentOutOfRangeException(name, $"{name} holds user {target.User} with item {target.Item}; expected users in [0, {train.UserCount}) and items in [0, {train.ItemCount}), as in train. Take all parts from one log.");
            }
        }
    }

    private ReadOnlySpan<int> KnownItems(HeldOutInteraction target)
    {
        ReadOnlySpan<int> items = Train.ItemsOf(target.User);
        return TrainCanBeLater ? items[..CountUpTo(Train.TimesOf(target.User), target.Time)] : items;
    }

    private int[] Merge(HeldOutInteraction target, HeldOutInteraction[] held)
    {
        ReadOnlySpan<int> items = KnownItems(target);
        ReadOnlySpan<long> times = Train.TimesOf(target.User);
        var merged = new List<(long Time, int Item)>(items.Length + held.Length);
        for (int place = 0; place < items.Length; place++)
        {
            merged.Add((times[place], items[place]));
        }

        merged.AddRange(held.Where(earlier => earlier.Time <= target.Time).Select(earlier => (earlier.Time, earlier.Item)));
        return [.. merged.OrderBy(known => known.Time).Select(known => known.Item)];
    }

    private static int CountUpTo(ReadOnlySpan<long> times, long latest)
    {
        int count = times.Length;
        while (count > 0 && times[count - 1] > latest)
        {
            count--;
        }

        return count;
    }
}
