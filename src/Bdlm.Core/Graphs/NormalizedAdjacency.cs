namespace Bdlm.Graphs;

/// <summary>
/// The symmetrically normalised adjacency of LightGCN over users and items: D^(-1/2) A D^(-1/2), where A holds a 1 for
/// each edge in both directions and D the degrees. Isolated nodes have an empty row, so they receive zeros.
/// </summary>
public static class NormalizedAdjacency
{
    /// <summary>The matrix of a graph, <c>[nodes, nodes]</c>, symmetric to the last bit, in linear time.</summary>
    /// <param name="graph">Shares its neighbour lists with the matrix; nothing but the values is allocated.</param>
    public static CsrMatrix Of(InteractionGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        double[] inverseRoots = InverseRoots(graph);
        var values = new float[graph.NeighbourNodes.Length];
        for (int node = 0; node < graph.NodeCount; node++)
        {
            double own = inverseRoots[node];
            for (int place = graph.NodeStarts[node]; place < graph.NodeStarts[node + 1]; place++)
            {
                values[place] = (float)(own * inverseRoots[graph.NeighbourNodes[place]]);
            }
        }

        return CsrMatrix.SymmetricByConstruction(graph.NodeStarts, graph.NeighbourNodes, values);
    }

    private static double[] InverseRoots(InteractionGraph graph)
    {
        var roots = new double[graph.NodeCount];
        for (int node = 0; node < roots.Length; node++)
        {
            roots[node] = 1 / Math.Sqrt(graph.Degree(node));
        }

        return roots;
    }
}
