using Bdlm.Data;
using Bdlm.Recommending;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Conformance.Recommending;

/// <summary>
/// A data set whose right answer is known: users of the first half like items of the first half, the rest like the rest. Each user has left out one
/// item of the own half, so that a model must find it through like-minded users.
/// </summary>
internal static class TwoGroups
{
    public const int UserCount = 12;

    public const int ItemCount = 10;

    private const int ItemsPerGroup = ItemCount / 2;

    /// <summary>The training rows: 12 users who took 4 of their group's 5 items.</summary>
    public static TrainView Train()
    {
        (int User, int Item)[] pairs = [.. Taken()];
        return new TrainView(UserCount, ItemCount, pairs.Select(pair => pair.User).ToArray(), pairs.Select(pair => pair.Item).ToArray(), new long[pairs.Length]);
    }

    /// <summary>Whether a user likes an item.</summary>
    public static bool SameGroup(int user, int item) => (user < UserCount / 2) == (item < ItemsPerGroup);

    /// <summary>The loss of all training pairs, each beside an item of the other group that changes from step to step.</summary>
    public static Tensor BatchLoss(IDomainRecommender model, Func<Tensor, Tensor, Tensor> loss, int step)
    {
        (int User, int Item)[] pairs = [.. Taken()];
        Tensor users = tensor(pairs.Select(pair => (long)pair.User).ToArray());
        Tensor positives = tensor(pairs.Select(pair => (long)pair.Item).ToArray());
        Tensor negatives = tensor(pairs.Select(pair => (long)Other(pair.User, pair.User + pair.Item + step)).ToArray());
        using DomainEmbeddings embeddings = model.Embed();
        return loss(model.ScorePairs(embeddings, users, positives), model.ScorePairs(embeddings, users, negatives));
    }

    /// <summary>All scores of a model, <c>[users, items]</c>, without gradient.</summary>
    public static Tensor Scores(IDomainRecommender model)
    {
        using var scope = NewDisposeScope();
        using IDisposable frozen = no_grad();
        using DomainEmbeddings embeddings = model.Embed();
        return model.ScoreItems(embeddings, TensorFunctions.Range(UserCount)).MoveToOuterDisposeScope();
    }

    private static IEnumerable<(int User, int Item)> Taken() =>
        from user in Enumerable.Range(0, UserCount)
        from item in Enumerable.Range(0, ItemCount)
        where SameGroup(user, item) && item != (user < UserCount / 2 ? 0 : ItemsPerGroup) + (user % ItemsPerGroup)
        select (user, item);

    private static int Other(int user, int number) => (user < UserCount / 2 ? ItemsPerGroup : 0) + (number % ItemsPerGroup);
}
