using Bdlm.Recommending;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Scoring;

/// <summary>What every recommender asks of the ids that it is given.</summary>
internal static class PairChecks
{
    /// <summary>Throws unless both are int64 vectors of one length with ids in range.</summary>
    public static void Pairs(IDomainRecommender recommender, Tensor userIds, Tensor itemIds)
    {
        Users(recommender, userIds);
        TensorGuard.Ids(itemIds, nameof(itemIds), recommender.ItemCount);
        if (userIds.shape[0] != itemIds.shape[0])
        {
            throw new ArgumentException($"userIds has {userIds.shape[0]} ids and itemIds {itemIds.shape[0]}; expected one of each a pair.", nameof(itemIds));
        }
    }

    /// <summary>Throws unless they are an int64 vector of user ids.</summary>
    public static void Users(IDomainRecommender recommender, Tensor userIds) =>
        TensorGuard.Ids(userIds, nameof(userIds), recommender.UserCount);

    /// <summary>Throws unless the tables have as many rows and columns as the recommender says.</summary>
    public static void Tables(Tensor users, Tensor items)
    {
        TensorGuard.Shape(users, nameof(users), "[users, dim]", "Give one row a user.", TensorGuard.Any, TensorGuard.Any);
        TensorGuard.Shape(items, nameof(items), "[items, dim]", "Give rows as wide as the users'.", TensorGuard.Any, users.shape[1]);
    }
}
