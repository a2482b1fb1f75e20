using Bdlm.Graphs;

namespace Bdlm.Core.Tests.Graphs;

/// <summary>Random graphs with repeated edges and isolated nodes, decided by a seed.</summary>
internal static class RandomGraphs
{
    public static InteractionGraph Make(int seed)
    {
        (int userCount, int itemCount, int[] users, int[] items) = Edges(seed);
        return InteractionGraph.FromEdges(userCount, itemCount, users, items);
    }

    public static (int UserCount, int ItemCount, int[] Users, int[] Items) Edges(int seed)
    {
        var random = new Random(seed);
        (int userCount, int itemCount) = (random.Next(1, 30), random.Next(1, 30));
        int edges = random.Next(0, 120);
        int[] users = [.. Enumerable.Range(0, edges).Select(_ => random.Next(userCount))];
        int[] items = [.. Enumerable.Range(0, edges).Select(_ => (int)(itemCount * random.NextDouble() * random.NextDouble()))];
        return (userCount, itemCount, users, items);
    }
}
