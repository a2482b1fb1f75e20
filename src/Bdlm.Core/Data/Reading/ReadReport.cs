namespace Bdlm.Data.Reading;

/// <summary>What a reader read, and everything it treated by a rule instead of refusing it.</summary>
public sealed record ReadReport
{
    /// <summary>The files read, interactions first.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The interactions in the resulting log.</summary>
    public int Interactions { get; init; }

    /// <summary>Empty lines, which are passed over.</summary>
    public int BlankLines { get; init; }

    /// <summary>Rows left out because the same user and item stand together in another row (see <see cref="DuplicatePolicy"/>).</summary>
    public int DuplicatePairs { get; init; }

    /// <summary>Lines that name a user and no item (LightGCN text); the user keeps a dense id.</summary>
    public int UsersWithoutItems { get; init; }

    /// <summary>Items of the log without a title, which are called "item ID".</summary>
    public int ItemsWithoutTitle { get; init; }

    /// <summary>Descriptions left out because the item file describes the item a second time.</summary>
    public int RepeatedItems { get; init; }

    /// <summary>Items of the item file that no interaction names; they get no dense id.</summary>
    public int ItemsNeverTaken { get; init; }

    /// <summary>Fixed negatives that are the row's own positive; they are kept as the file has them.</summary>
    public int NegativesEqualToPositive { get; init; }
}
