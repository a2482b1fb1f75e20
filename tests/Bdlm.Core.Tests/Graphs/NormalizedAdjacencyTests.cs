using Bdlm.Graphs;
using FsCheck.Xunit;

namespace Bdlm.Core.Tests.Graphs;

public sealed class NormalizedAdjacencyTests
{
    [Fact]
    public void Of_TwoUsersThreeItems_EqualsHandComputation()
    {
        // u0 took i0 and i1, u1 took i1; nobody took i2. Degrees: u0 2, u1 1, i0 1, i1 2, i2 0.
        CsrMatrix matrix = NormalizedAdjacency.Of(InteractionGraph.FromEdges(2, 3, [0, 0, 1], [0, 1, 1]));
        float half = 0.5f, root = (float)(1 / Math.Sqrt(2));
        Assert.Equal([0, 2, 3, 4, 6, 6], matrix.RowStarts.ToArray());
        Assert.Equal([2, 3, 3, 0, 0, 1], matrix.Columns.ToArray());
        Assert.Equal([root, half, root, root, half, root], matrix.Values.ToArray());
    }

    [Property]
    public void Of_RandomGraph_IsAValidSymmetricMatrix(int seed)
    {
        InteractionGraph graph = RandomGraphs.Make(seed);
        CsrMatrix matrix = NormalizedAdjacency.Of(graph);

        // Built anew by the public constructor, which checks every invariant and does not know of the symmetry.
        var rebuilt = new CsrMatrix(graph.NodeCount, graph.NodeCount, matrix.RowStarts.ToArray(), matrix.Columns.ToArray(), matrix.Values.ToArray());
        Assert.True(rebuilt.IsSymmetric);
        Assert.Equal(2 * graph.EdgeCount, matrix.EntryCount);
        for (int node = 0; node < graph.NodeCount; node++)
        {
            foreach ((int column, float value) in matrix.ColumnsOf(node).ToArray().Zip(matrix.ValuesOf(node).ToArray()))
            {
                Assert.Equal(1 / Math.Sqrt(graph.Degree(node) * (double)graph.Degree(column)), value, 1e-7);
            }
        }
    }
}
