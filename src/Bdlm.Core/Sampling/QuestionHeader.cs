using Bdlm.Data;

namespace Bdlm.Sampling;

/// <summary>What a saved set of questions says of itself.</summary>
/// <param name="Stage">The part of the split that the targets come from.</param>
/// <param name="UserCount">The data set's number of users.</param>
/// <param name="ItemCount">The data set's number of items.</param>
/// <param name="Description">Sampler, number of negatives and seed, in words.</param>
internal sealed record QuestionHeader(HeldOutStage Stage, int UserCount, int ItemCount, string Description)
{
    /// <summary>Throws unless the counts are those of the view.</summary>
    public void EnsureFits(TrainView train, string name)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (UserCount != train.UserCount || ItemCount != train.ItemCount)
        {
            throw new InvalidOperationException($"the {name} set was built for {UserCount} users and {ItemCount} items, but the split has {train.UserCount} and {train.ItemCount}. Build the set anew, or load the split that it was built for.");
        }
    }

    /// <summary>Why a user id cannot stand in the set; null if it can.</summary>
    public string? FaultOfUser(int user) => (uint)user < (uint)UserCount ? null : $"user is {user}; expected a dense id in [0, {UserCount})";

    /// <summary>Why an item id cannot stand in the set; null if it can.</summary>
    public string? FaultOfItem(int item) => (uint)item < (uint)ItemCount ? null : $"item is {item}; expected a dense id in [0, {ItemCount})";
}
