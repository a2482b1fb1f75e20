using Bdlm.Data;
using Bdlm.Graphs;
using FsCheck.Xunit;

namespace Bdlm.Core.Tests.Graphs;

public sealed class InteractionGraphTests
{
    [Fact]
    public void FromEdges_OfRepeatedEdges_CountsEachOnce()
    {
        InteractionGraph graph = InteractionGraph.FromEdges(2, 3, [1, 0, 1, 1], [2, 0, 0, 2]);
        Assert.Equal(3, graph.EdgeCount);
        Assert.Equal(5, graph.NodeCount);
        Assert.Equal([2], graph.Neighbours(0).ToArray());
        Assert.Equal([2, 4], graph.Neighbours(1).ToArray());
        Assert.Equal([0, 1], graph.Neighbours(2).ToArray());
        Assert.Empty(graph.Neighbours(3).ToArray());
        Assert.Equal([1], graph.Neighbours(4).ToArray());
    }

    [Fact]
    public void FromTrain_OfRows_EqualsFromEdges()
    {
        (int userCount, int itemCount, int[] users, int[] items) = RandomGraphs.Edges(3);
        var train = new TrainView(userCount, itemCount, users, items, new long[users.Length]);
        AssertEqual(InteractionGraph.FromEdges(userCount, itemCount, users, items), InteractionGraph.FromTrain(train));
    }

    [Fact]
    public void FromEdges_OfNothing_HasIsolatedNodes()
    {
        InteractionGraph graph = InteractionGraph.FromEdges(2, 1, [], []);
        Assert.Equal(0, graph.EdgeCount);
        Assert.Equal(0, graph.Degree(2));
    }

    [Fact]
    public void FromEdges_OfBadIds_ThrowsNamingThePair()
    {
        var fault = Assert.Throws<ArgumentOutOfRangeException>(() => InteractionGraph.FromEdges(2, 3, [0, 2], [0, 0]));
        Assert.Contains("users holds 2 at pair 1; expected dense ids in [0, 2).", fault.Message, StringComparison.Ordinal);
        fault = Assert.Throws<ArgumentOutOfRangeException>(() => InteractionGraph.FromEdges(2, 3, [0], [-1]));
        Assert.Contains("items holds -1 at pair 0; expected dense ids in [0, 3).", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromEdges_OfDifferentLengths_Throws()
    {
        var fault = Assert.Throws<ArgumentException>(() => InteractionGraph.FromEdges(2, 3, [0, 1], [0]));
        Assert.Contains("there are 2 users and 1 items; expected one of each a pair.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromEdges_OfTooManyNodes_ThrowsOverflow()
    {
        var fault = Assert.Throws<OverflowException>(() => InteractionGraph.FromEdges(int.MaxValue, int.MaxValue, [], []));
        Assert.Contains($"A graph of {int.MaxValue} users and {int.MaxValue} items needs 4294967295", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_OfBadIds_Throw()
    {
        InteractionGraph graph = InteractionGraph.FromEdges(2, 3, [], []);
        Assert.Equal(4, graph.ItemNode(2));
        Assert.Contains("user is 2; expected a dense id in [0, 2).", Assert.Throws<ArgumentOutOfRangeException>(() => graph.UserNode(2)).Message, StringComparison.Ordinal);
        Assert.Contains("item is 3; expected a dense id in [0, 3).", Assert.Throws<ArgumentOutOfRangeException>(() => graph.ItemNode(3)).Message, StringComparison.Ordinal);
    }

    [Property]
    public void FromEdges_OfRandomEdges_EqualsSetsOfPairs(int seed)
    {
        (int userCount, int itemCount, int[] users, int[] items) = RandomGraphs.Edges(seed);
        InteractionGraph graph = InteractionGraph.FromEdges(userCount, itemCount, users, items);
        var pairs = users.Zip(items).ToHashSet();
        Assert.Equal(pairs.Count, graph.EdgeCount);
        for (int user = 0; user < userCount; user++)
        {
            Assert.Equal(pairs.Where(pair => pair.First == user).Select(pair => userCount + pair.Second).Order(), graph.Neighbours(user).ToArray());
        }

        for (int item = 0; item < itemCount; item++)
        {
            Assert.Equal(pairs.Where(pair => pair.Second == item).Select(pair => pair.First).Order(), graph.Neighbours(userCount + item).ToArray());
            Assert.Equal(pairs.Contains((0, item)), graph.Contains(0, item));
        }
    }

    [Property]
    public void WithoutEdges_OfRandomPairs_EqualsGraphOfTheRest(int seed)
    {
        (int userCount, int itemCount, int[] users, int[] items) = RandomGraphs.Edges(seed);
        var random = new Random(seed);
        int[] outUsers = [.. Enumerable.Range(0, 10).Select(_ => random.Next(userCount))];
        int[] outItems = [.. Enumerable.Range(0, 10).Select(_ => random.Next(itemCount))];
        var rest = users.Zip(items).Except(outUsers.Zip(outItems)).ToArray();
        InteractionGraph expected = InteractionGraph.FromEdges(userCount, itemCount, [.. rest.Select(pair => pair.First)], [.. rest.Select(pair => pair.Second)]);
        AssertEqual(expected, InteractionGraph.FromEdges(userCount, itemCount, users, items).WithoutEdges(outUsers, outItems));
    }

    private static void AssertEqual(InteractionGraph expected, InteractionGraph actual)
    {
        Assert.Equal(expected.UserCount, actual.UserCount);
        Assert.Equal(expected.NodeStarts, actual.NodeStarts);
        Assert.Equal(expected.NeighbourNodes, actual.NeighbourNodes);
    }
}
