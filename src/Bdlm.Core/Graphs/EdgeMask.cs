using System.Runtime.InteropServices;

namespace Bdlm.Graphs;

/// <summary>
/// Which edges a propagation leaves out, and how that changes the normalised adjacency: A' = S (A − M) S, where M holds
/// the entries of the edges left out and the diagonal S renormalises the nodes that lose an edge,
/// s = √(degree / remaining degree), or 0 where none remains. Immutable; holds no tensor.
/// </summary>
public sealed class EdgeMask
{
    private EdgeMask(int nodeCount, long[] nodes, float[] scales, long[] removedRows, long[] removedColumns, float[] removedValues)
    {
        NodeCount = nodeCount;
        Nodes = nodes;
        Scales = scales;
        RemovedRows = removedRows;
        RemovedColumns = removedColumns;
        RemovedValues = removedValues;
    }

    /// <summary>The number of nodes of the graph.</summary>
    public int NodeCount { get; }

    /// <summary>The number of edges left out, each counted once.</summary>
    public int EdgeCount => RemovedValues.Length / 2;

    /// <summary>The nodes that lose an edge, ascending.</summary>
    internal long[] Nodes { get; }

    /// <summary>The diagonal of S at <see cref="Nodes"/>.</summary>
    internal float[] Scales { get; }

    /// <summary>The rows of M's entries, as positions in <see cref="Nodes"/>, ascending.</summary>
    internal long[] RemovedRows { get; }

    /// <summary>The columns of M's entries, as nodes.</summary>
    internal long[] RemovedColumns { get; }

    /// <summary>The values of M's entries.</summary>
    internal float[] RemovedValues { get; }

    /// <summary>The mask that leaves out some pairs, with the degrees of the remaining graph.</summary>
    /// <param name="graph">The graph of the adjacency.</param>
    /// <param name="users">The user of each pair, in [0, UserCount).</param>
    /// <param name="items">The item of each pair, in [0, ItemCount).</param>
    /// <returns>A mask; pairs that are no edges of the graph change nothing, repeated pairs count once.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id lies outside its range.</exception>
    public static EdgeMask Create(InteractionGraph graph, ReadOnlySpan<int> users, ReadOnlySpan<int> items)
    {
        ArgumentNullException.ThrowIfNull(graph);
        EdgeListChecks.Pairs(graph.UserCount, graph.ItemCount, users, items);
        var entries = new List<long>(2 * users.Length);
        for (int pair = 0; pair < users.Length; pair++)
        {
            if (graph.Contains(users[pair], items[pair]))
            {
                int item = graph.ItemNode(items[pair]);
                entries.Add(Entry(users[pair], item));
                entries.Add(Entry(item, users[pair]));
            }
        }

        return FromEntries(graph, SortedDistinct(entries));
    }

    // An entry of M as one number that sorts by row, then by column.
    private static long Entry(int row, int column) => ((long)row << 32) | (uint)column;

    private static ReadOnlySpan<long> SortedDistinct(List<long> entries)
    {
        entries.Sort();
        int count = 0;
        for (int place = 0; place < entries.Count; place++)
        {
            if (count == 0 || entries[place] != entries[count - 1])
            {
                entries[count++] = entries[place];
            }
        }

        return CollectionsMarshal.AsSpan(entries)[..count];
    }

    private static EdgeMask FromEntries(InteractionGraph graph, ReadOnlySpan<long> entries)
    {
        var nodes = new List<long>();
        var lost = new List<int>();
        var rows = new long[entries.Length];
        var columns = new long[entries.Length];
        var values = new float[entries.Length];
        for (int entry = 0; entry < entries.Length; entry++)
        {
            (int node, int neighbour) = ((int)(entries[entry] >> 32), (int)entries[entry]);
            if (nodes.Count == 0 || nodes[^1] != node)
            {
                nodes.Add(node);
                lost.Add(0);
            }

            lost[^1]++;
            rows[entry] = nodes.Count - 1;
            columns[entry] = neighbour;
            values[entry] = (float)(1 / Math.Sqrt((double)graph.Degree(node) * graph.Degree(neighbour)));
        }

        return new EdgeMask(graph.NodeCount, [.. nodes], Scaling(graph, nodes, lost), rows, columns, values);
    }

    private static float[] Scaling(InteractionGraph graph, List<long> nodes, List<int> lost)
    {
        var scales = new float[nodes.Count];
        for (int place = 0; place < scales.Length; place++)
        {
            int degree = graph.Degree((int)nodes[place]);
            int remaining = degree - lost[place];
            scales[place] = remaining == 0 ? 0 : (float)Math.Sqrt((double)degree / remaining);
        }

        return scales;
    }
}
