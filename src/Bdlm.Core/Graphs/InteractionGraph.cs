using Bdlm.Data;

namespace Bdlm.Graphs;

/// <summary>
/// Who took what in training, as an undirected bipartite graph: nodes [0, UserCount) are users, nodes
/// [UserCount, NodeCount) are items. A pair counts once however often it was observed; nodes without an edge are
/// welcome. Immutable; built in linear time.
/// </summary>
public sealed class InteractionGraph
{
    internal InteractionGraph(int userCount, int itemCount, int[] nodeStarts, int[] neighbours)
    {
        UserCount = userCount;
        ItemCount = itemCount;
        NodeStarts = nodeStarts;
        NeighbourNodes = neighbours;
    }

    /// <summary>The number of users, isolated ones included.</summary>
    public int UserCount { get; }

    /// <summary>The number of items, isolated ones included.</summary>
    public int ItemCount { get; }

    /// <summary>The number of nodes: users, then items.</summary>
    public int NodeCount => UserCount + ItemCount;

    /// <summary>The number of different user-item pairs.</summary>
    public int EdgeCount => NeighbourNodes.Length / 2;

    /// <summary><c>[NodeCount + 1]</c>: where each node's neighbours start.</summary>
    internal int[] NodeStarts { get; }

    /// <summary><c>[2 · EdgeCount]</c>: the neighbours of all nodes, ascending within a node.</summary>
    internal int[] NeighbourNodes { get; }

    /// <summary>The graph of a training set; it holds no validation or test edge because <see cref="TrainView"/> has none.</summary>
    /// <exception cref="OverflowException">There are more edges than 32-bit positions can name.</exception>
    public static InteractionGraph FromTrain(TrainView train)
    {
        ArgumentNullException.ThrowIfNull(train);
        var builder = new InteractionGraphBuilder(train.UserCount, train.ItemCount, train.InteractionCount);
        for (int user = 0; user < train.UserCount; user++)
        {
            builder.Count(train.ItemsOf(user));
        }

        builder.StartPlacing();
        for (int user = 0; user < train.UserCount; user++)
        {
            foreach (int item in train.ItemsOf(user))
            {
                builder.Place(user, item);
            }
        }

        return builder.Build();
    }

    /// <summary>The graph of an edge list in any order, repetitions allowed.</summary>
    /// <param name="userCount">The number of users.</param>
    /// <param name="itemCount">The number of items.</param>
    /// <param name="users">The user of each edge, in [0, <paramref name="userCount"/>).</param>
    /// <param name="items">The item of each edge, in [0, <paramref name="itemCount"/>).</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id lies outside its range; the message names the edge.</exception>
    /// <exception cref="OverflowException">There are more edges than 32-bit positions can name.</exception>
    public static InteractionGraph FromEdges(int userCount, int itemCount, ReadOnlySpan<int> users, ReadOnlySpan<int> items)
    {
        EdgeListChecks.Pairs(userCount, itemCount, users, items);
        var builder = new InteractionGraphBuilder(userCount, itemCount, users.Length);
        builder.Count(items);
        builder.StartPlacing();
        for (int edge = 0; edge < users.Length; edge++)
        {
            builder.Place(users[edge], items[edge]);
        }

        return builder.Build();
    }

    /// <summary>The node of a user.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="user"/> is not in [0, UserCount).</exception>
    public int UserNode(int user) => (uint)user < (uint)UserCount
        ? user
        : throw new ArgumentOutOfRangeException(nameof(user), $"user is {user}; expected a dense id in [0, {UserCount}). Map original ids through the IdMap first.");

    /// <summary>The node of an item.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="item"/> is not in [0, ItemCount).</exception>
    public int ItemNode(int item) => (uint)item < (uint)ItemCount
        ? UserCount + item
        : throw new ArgumentOutOfRangeException(nameof(item), $"item is {item}; expected a dense id in [0, {ItemCount}). Map original ids through the IdMap first.");

    /// <summary>The neighbours of a node, ascending: item nodes of a user, user nodes of an item.</summary>
    public ReadOnlySpan<int> Neighbours(int node) => NeighbourNodes.AsSpan(NodeStarts[node]..NodeStarts[node + 1]);

    /// <summary>The number of neighbours of a node.</summary>
    public int Degree(int node) => NodeStarts[node + 1] - NodeStarts[node];

    /// <summary>Whether a user and an item are joined. Takes logarithmic time.</summary>
    public bool Contains(int user, int item) => Neighbours(UserNode(user)).BinarySearch(ItemNode(item)) >= 0;

    /// <summary>This graph without some pairs; pairs that are no edges are passed over. Takes linear time.</summary>
    /// <param name="users">The user of each pair to leave out.</param>
    /// <param name="items">The item of each pair to leave out.</param>
    /// <inheritdoc cref="FromEdges" path="/exception"/>
    public InteractionGraph WithoutEdges(ReadOnlySpan<int> users, ReadOnlySpan<int> items)
    {
        EdgeListChecks.Pairs(UserCount, ItemCount, users, items);
        var leftOut = new HashSet<(int User, int Node)>(users.Length);
        for (int pair = 0; pair < users.Length; pair++)
        {
            leftOut.Add((users[pair], ItemNode(items[pair])));
        }

        var keptUsers = new List<int>(EdgeCount);
        var keptItems = new List<int>(EdgeCount);
        for (int user = 0; user < UserCount; user++)
        {
            foreach (int node in Neighbours(user))
            {
                if (!leftOut.Contains((user, node)))
                {
                    keptUsers.Add(user);
                    keptItems.Add(node - UserCount);
                }
            }
        }

        return FromEdges(UserCount, ItemCount, keptUsers.ToArray(), keptItems.ToArray());
    }
}
