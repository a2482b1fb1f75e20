namespace Bdlm.Data.Reading;

/// <summary>A like/dislike task whose authors split it: judged items in parts, with common ids. Immutable.</summary>
public sealed class PreferenceDataSet
{
    /// <summary>Joins the parts.</summary>
    /// <param name="userMap">Original user ids.</param>
    /// <param name="itemMap">Original item ids.</param>
    /// <param name="items">The items by original id.</param>
    /// <param name="train">The training rows.</param>
    /// <param name="validation">The validation rows.</param>
    /// <param name="test">The test rows; none where the files are not at hand.</param>
    /// <exception cref="ArgumentOutOfRangeException">A row names a user or item that its map does not hold.</exception>
    public PreferenceDataSet(IdMap userMap, IdMap itemMap, CatalogSource items, IReadOnlyList<Preference> train, IReadOnlyList<Preference> validation, IReadOnlyList<Preference> test)
    {
        ArgumentNullException.ThrowIfNull(userMap);
        ArgumentNullException.ThrowIfNull(itemMap);
        ArgumentNullException.ThrowIfNull(items);
        Check(train, userMap, itemMap, nameof(train));
        Check(validation, userMap, itemMap, nameof(validation));
        Check(test, userMap, itemMap, nameof(test));
        (UserMap, ItemMap, Items) = (userMap, itemMap, items);
        (Train, Validation, Test) = (train, validation, test);
        Catalog = items.AlignTo(itemMap);
    }

    /// <summary>Original user ids.</summary>
    public IdMap UserMap { get; }

    /// <summary>Original item ids: of judged items and of those in histories.</summary>
    public IdMap ItemMap { get; }

    /// <summary>The items by original id.</summary>
    public CatalogSource Items { get; }

    /// <summary>The items in the order of <see cref="ItemMap"/>.</summary>
    public ItemCatalog Catalog { get; }

    /// <summary>The training rows, in the order of the file.</summary>
    public IReadOnlyList<Preference> Train { get; }

    /// <summary>The validation rows, in the order of the file.</summary>
    public IReadOnlyList<Preference> Validation { get; }

    /// <summary>The test rows, in the order of the file; empty where there is no such file.</summary>
    public IReadOnlyList<Preference> Test { get; }

    /// <summary>The same data set with users and items renumbered throughout: rows, histories, catalogue.</summary>
    /// <param name="seed">Decides the draw (see <see cref="IdShuffle"/>).</param>
    public PreferenceDataSet Shuffle(int seed)
    {
        var shuffle = IdShuffle.Create(UserMap.Count, ItemMap.Count, seed);
        return new PreferenceDataSet(
            Permute(UserMap, shuffle.NewUsers),
            Permute(ItemMap, shuffle.NewItems),
            Items,
            Renumber(Train, shuffle),
            Renumber(Validation, shuffle),
            Renumber(Test, shuffle));
    }

    /// <summary>
    /// The liked training rows alone, by time: what a graph is made of, and what popularity is counted in. Disliked ones are no
    /// interactions there.
    /// </summary>
    public TrainView LikedTrain()
    {
        Preference[] liked = [.. Train.Where(row => row.Liked)];
        return new TrainView(
            UserMap.Count,
            ItemMap.Count,
            [.. liked.Select(row => row.User)],
            [.. liked.Select(row => row.Item)],
            [.. liked.Select(row => row.Time)]);
    }

    private static IdMap Permute(IdMap map, ReadOnlySpan<int> numbers)
    {
        var originals = new string[map.Count];
        for (int id = 0; id < originals.Length; id++)
        {
            originals[numbers[id]] = map.Original(id);
        }

        return new IdMap(originals);
    }

    private static Preference[] Renumber(IReadOnlyList<Preference> rows, IdShuffle shuffle) =>
    [
        .. rows.Select(row => row with
        {
            User = shuffle.NewUsers[row.User],
            Item = shuffle.NewItems[row.Item],
            History = [.. row.History.Select(item => shuffle.NewItems[item])],
        }),
    ];

    private static void Check(IReadOnlyList<Preference> rows, IdMap userMap, IdMap itemMap, string name)
    {
        ArgumentNullException.ThrowIfNull(rows, name);
        foreach (Preference row in rows)
        {
            if ((uint)row.User >= (uint)userMap.Count || (uint)row.Item >= (uint)itemMap.Count)
            {
                throw new ArgumentOutOfRangeException(name, $"{name} holds user {row.User} with item {row.Item}; expected users in [0, {userMap.Count}) and items in [0, {itemMap.Count}). Take the ids from the maps.");
            }
        }
    }
}
