using Bdlm.Data;
using Bdlm.Recommending;
using static TorchSharp.torch;

namespace Bdlm.Testing.Recommending;

/// <summary>
/// A data set whose right answer is known: users of the first half like items of the first half, the rest like the rest.
/// Each user has left out one item of the own half, so that a model must find it through like-minded users.
/// </summary>
public static class TwoGroups
{
    /// <summary>The number of users, half of them in each group.</summary>
    public const int UserCount = 12;

    /// <summary>The number of items, half of them in each group.</summary>
    public const int ItemCount = 10;

    private const int ItemsPerGroup = ItemCount / 2;

    /// <summary>The training rows: 12 users who took 4 of their group's 5 items.</summary>
    public static TrainView Train()
    {
        List<int> users = [], items = [];
        for (int user = 0; user < UserCount; user++)
        {
            foreach (int item in Enumerable.Range(0, ItemCount).Where(item => SameGroup(user, item) && item != LeftOut(user)))
            {
                users.Add(user);
                items.Add(item);
            }
        }

        return new TrainView(UserCount, ItemCount, users.ToArray(), items.ToArray(), new long[users.Count]);
    }

    /// <summary>Whether a user likes an item.</summary>
    public static bool SameGroup(int user, int item) => (user < UserCount / 2) == (item < ItemsPerGroup);

    /// <summary>The item of the own group that a user has not taken yet.</summary>
    public static int LeftOut(int user) => (user < UserCount / 2 ? 0 : ItemsPerGroup) + (user % ItemsPerGroup);

    /// <summary>Trains a model on all pairs at once with plain Adam.</summary>
    /// <param name="model">The model; left in training mode.</param>
    /// <param name="loss">The loss of positive and negative scores, <c>[batch]</c> each.</param>
    /// <param name="learningRate">Adam's learning rate.</param>
    /// <param name="steps">The number of steps.</param>
    public static void Fit(IDomainRecommender model, Func<Tensor, Tensor, Tensor> loss, double learningRate, int steps)
    {
        model.Module.train();
        using var optimizer = optim.Adam(model.Module.parameters(), learningRate);
        for (int step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            BatchLoss(model, loss, step).backward();
            optimizer.step();
        }
    }

    /// <summary>All scores of a model, <c>[users, items]</c>, without gradient. The caller disposes.</summary>
    public static Tensor Scores(IDomainRecommender model)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using DomainEmbeddings embeddings = model.Embed();
        return model.ScoreItems(embeddings, arange(model.UserCount, ScalarType.Int64)).MoveToOuterDisposeScope();
    }

    /// <summary>The loss of all training pairs, each beside an item of the other group that changes from step to step.</summary>
    public static Tensor BatchLoss(IDomainRecommender model, Func<Tensor, Tensor, Tensor> loss, int step)
    {
        List<long> users = [], positives = [], negatives = [];
        for (int user = 0; user < UserCount; user++)
        {
            long[] others = [.. Enumerable.Range(0, ItemCount).Where(item => !SameGroup(user, item)).Select(item => (long)item)];
            foreach (int item in Enumerable.Range(0, ItemCount).Where(item => SameGroup(user, item) && item != LeftOut(user)))
            {
                users.Add(user);
                positives.Add(item);
                negatives.Add(others[(user + item + step) % others.Length]);
            }
        }

        using DomainEmbeddings embeddings = model.Embed();
        Tensor ids = tensor(users.ToArray());
        return loss(
            model.ScorePairs(embeddings, ids, tensor(positives.ToArray())),
            model.ScorePairs(embeddings, ids, tensor(negatives.ToArray())));
    }
}
