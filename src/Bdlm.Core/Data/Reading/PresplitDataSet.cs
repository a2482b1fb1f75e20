namespace Bdlm.Data.Reading;

/// <summary>A data set whose authors split it themselves, with their fixed negatives where they give them. Immutable.</summary>
public sealed class PresplitDataSet
{
    /// <summary>Joins the parts.</summary>
    /// <param name="log">The rows of all parts.</param>
    /// <param name="split">The same rows by part.</param>
    /// <param name="validationNegatives">One list for each validation target.</param>
    /// <param name="testNegatives">One list for each test target.</param>
    /// <param name="items">The items by original id.</param>
    /// <param name="report">What was read and counted.</param>
    /// <exception cref="ArgumentException">The lists of negatives do not match the targets.</exception>
    public PresplitDataSet(
        InteractionLog log,
        DataSplit split,
        IReadOnlyList<IReadOnlyList<int>> validationNegatives,
        IReadOnlyList<IReadOnlyList<int>> testNegatives,
        CatalogSource items,
        ReadReport report)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(report);
        Check(validationNegatives, split.Validation.Count, nameof(validationNegatives));
        Check(testNegatives, split.Test.Count, nameof(testNegatives));
        Log = log;
        Split = split;
        ValidationNegatives = validationNegatives;
        TestNegatives = testNegatives;
        Items = items;
        Catalog = items.AlignTo(log.ItemMap);
        Report = report;
    }

    /// <summary>The rows of all parts: training, validation, test. Fit nothing to it; <see cref="DataSplit.Train"/> is for that.</summary>
    public InteractionLog Log { get; }

    /// <summary>The authors' split.</summary>
    public DataSplit Split { get; }

    /// <summary>The fixed negatives (dense item ids) of each validation target, in the order of <see cref="DataSplit.Validation"/>; empty lists where the files have none.</summary>
    public IReadOnlyList<IReadOnlyList<int>> ValidationNegatives { get; }

    /// <summary>The fixed negatives (dense item ids) of each test target, in the order of <see cref="DataSplit.Test"/>; empty lists where the files have none.</summary>
    public IReadOnlyList<IReadOnlyList<int>> TestNegatives { get; }

    /// <summary>Every item that the item file describes, by original id; empty where the format has none.</summary>
    public CatalogSource Items { get; }

    /// <summary>The items of <see cref="Log"/>, in its order.</summary>
    public ItemCatalog Catalog { get; }

    /// <summary>What was read, and what was treated by a rule.</summary>
    public ReadReport Report { get; }

    /// <summary>The same data set with users and items renumbered throughout: log, split, negatives, catalogue.</summary>
    /// <param name="seed">Decides the draw (see <see cref="IdShuffle"/>).</param>
    public PresplitDataSet Shuffle(int seed)
    {
        var shuffle = IdShuffle.Create(Log.UserCount, Log.ItemCount, seed);
        return new PresplitDataSet(
            shuffle.Apply(Log),
            shuffle.Apply(Split),
            Renumber(ValidationNegatives, shuffle),
            Renumber(TestNegatives, shuffle),
            Items,
            Report);
    }

    private static IReadOnlyList<int>[] Renumber(IReadOnlyList<IReadOnlyList<int>> negatives, IdShuffle shuffle) =>
        [.. negatives.Select(list => (IReadOnlyList<int>)[.. list.Select(item => shuffle.NewItems[item])])];

    private static void Check(IReadOnlyList<IReadOnlyList<int>> negatives, int targets, string name)
    {
        ArgumentNullException.ThrowIfNull(negatives, name);
        if (negatives.Count != targets)
        {
            throw new ArgumentException($"{name} has {negatives.Count} lists; expected {targets}, one for each target. Give an empty list where there are none.", name);
        }
    }
}
