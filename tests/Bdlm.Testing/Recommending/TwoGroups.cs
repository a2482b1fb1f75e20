using Bdlm.Data;

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
}
