namespace Bdlm.Sampling;

/// <summary>One ranking question: the items among which the target is to be found, in a seeded random order.</summary>
/// <param name="User">Dense user id.</param>
/// <param name="Items">The candidates, the target among them.</param>
/// <param name="TargetIndex">Where the target stands in <paramref name="Items"/>.</param>
public sealed record CandidateList(int User, IReadOnlyList<int> Items, int TargetIndex)
{
    /// <summary>The item that the user really took.</summary>
    public int Target => Items[TargetIndex];
}
