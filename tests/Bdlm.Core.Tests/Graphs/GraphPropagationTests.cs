using Bdlm.Graphs;
using Bdlm.Testing.Recommending;
using FsCheck.Xunit;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Core.Tests.Graphs;

public sealed class GraphPropagationTests
{
    [Fact]
    public void LayerMean_OfOneEdge_SwapsAndAverages()
    {
        // One user, one item: A swaps the two rows.
        using var scope = NewDisposeScope();
        using var kernel = new SimdPropagationKernel(NormalizedAdjacency.Of(InteractionGraph.FromEdges(1, 1, [0], [0])));
        Tensor rows = tensor(new float[,] { { 1 }, { 5 } });
        Assert.Equal([3f, 3f], GraphPropagation.LayerMean(kernel, rows, 1).data<float>().ToArray());
        Assert.Equal([7 / 3f, 11 / 3f], GraphPropagation.LayerMean(kernel, rows, 2).data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-6f);
        Assert.Equal([1f, 5f], GraphPropagation.LayerMean(kernel, rows, 0).data<float>().ToArray());
    }

    [Fact]
    public void Gradient_InDoublePrecision_EqualsCentralDifferences()
    {
        using var scope = NewDisposeScope();
        CsrMatrix matrix = NormalizedAdjacency.Of(RandomGraphs.Make(21));
        using var kernel = new DenseKernel(matrix);
        var rows = new Parameter(PropagationKernelTests.Values(matrix.RowCount, 3, 1).to(ScalarType.Float64));
        Tensor weights = PropagationKernelTests.Values(matrix.RowCount, 3, 2).to(ScalarType.Float64);
        FiniteDifferences.Check(() => GraphPropagation.LayerMean(kernel, rows, 3).square().mul(weights).sum(), "rows", rows, entries: 40, step: 1e-4, tolerance: 1e-7);
    }

    [Property(MaxTest = 30)]
    public void Gradient_OfRandomGraph_EqualsThatOfDenseProducts(int seed)
    {
        using var scope = NewDisposeScope();
        CsrMatrix matrix = NormalizedAdjacency.Of(RandomGraphs.Make(seed));
        using var dense = new DenseKernel(matrix);
        using var simd = new SimdPropagationKernel(matrix, new SimdKernelOptions { ColumnTile = 16 });
        using var sparse = new TorchPropagationKernel(matrix);
        Tensor expected = Gradient(dense, matrix.RowCount, ScalarType.Float64, seed).to(ScalarType.Float32);
        foreach (IPropagationKernel kernel in new IPropagationKernel[] { simd, sparse })
        {
            // Single precision over three layers of sums of values of order 1.
            Assert.True(expected.allclose(Gradient(kernel, matrix.RowCount, ScalarType.Float32, seed), rtol: 1e-4, atol: 1e-5));
        }
    }

    [Fact]
    public void Gradient_OfPlainSum_ArrivesExpandedAndIsHandled()
    {
        // The gradient of sum() is one value with strides of zero.
        using var scope = NewDisposeScope();
        using var kernel = new SimdPropagationKernel(NormalizedAdjacency.Of(InteractionGraph.FromEdges(1, 1, [0], [0])));
        Tensor rows = ones(2, 3).requires_grad_();
        GraphPropagation.LayerMean(kernel, rows, 2).sum().backward();
        Assert.All(rows.grad!.data<float>().ToArray(), value => Assert.Equal(1, value));
    }

    [Fact]
    public void LayerMean_WithoutGradient_HasNone()
    {
        using var scope = NewDisposeScope();
        using var kernel = new SimdPropagationKernel(NormalizedAdjacency.Of(InteractionGraph.FromEdges(1, 1, [0], [0])));
        Assert.False(GraphPropagation.LayerMean(kernel, ones(2, 3), 2).requires_grad);
        using var _ = no_grad();
        Assert.False(GraphPropagation.LayerMean(kernel, ones(2, 3).requires_grad_(), 2).requires_grad);
    }

    [Fact]
    public void LayerMean_OfNegativeLayers_Throws()
    {
        using var scope = NewDisposeScope();
        using var kernel = new SimdPropagationKernel(new CsrMatrix(1, 1, [0, 0], [], []));
        Assert.Throws<ArgumentOutOfRangeException>("layers", () => GraphPropagation.LayerMean(kernel, zeros(1, 1), -1));
    }

    [Fact]
    public void Steps_ForwardAndBackward_LeakNoTensor()
    {
        using var scope = NewDisposeScope();
        using var kernel = new SimdPropagationKernel(NormalizedAdjacency.Of(RandomGraphs.Make(4)));
        Tensor rows = ones(kernel.NodeCount, 3).requires_grad_();
        void Step()
        {
            using var inner = NewDisposeScope();
            GraphPropagation.LayerMean(kernel, rows, 3).square().sum().backward();
        }

        Step();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int step = 0; step < 200; step++)
        {
            Step();
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static Tensor Gradient(IPropagationKernel kernel, int nodes, ScalarType dtype, int seed)
    {
        Tensor rows = PropagationKernelTests.Values(nodes, 20, seed).to(dtype).requires_grad_();
        Tensor weights = PropagationKernelTests.Values(nodes, 20, seed + 1).to(dtype);
        Tensor result = GraphPropagation.LayerMean(kernel, rows, 3);
        result.mul(weights).add(result.square()).sum().backward();
        return rows.grad!;
    }
}
