using Bdlm.Graphs;
using FsCheck.Xunit;
using static TorchSharp.torch;

namespace Bdlm.Core.Tests.Graphs;

public sealed class EdgeMaskedKernelTests
{
    [Property(MaxTest = 50)]
    public void Multiply_OfRandomMask_EqualsTheSmallerGraph(int seed)
    {
        using var scope = NewDisposeScope();
        InteractionGraph graph = RandomGraphs.Make(seed);
        (int[] users, int[] items) = Pairs(graph, seed);
        CsrMatrix smaller = NormalizedAdjacency.Of(graph.WithoutEdges(users, items));
        EdgeMask mask = EdgeMask.Create(graph, users, items);
        Tensor embeddings = PropagationKernelTests.Values(graph.NodeCount, 20, seed);
        using var expected = new SimdPropagationKernel(smaller);
        using var simd = new SimdPropagationKernel(NormalizedAdjacency.Of(graph));
        using var sparse = new TorchPropagationKernel(NormalizedAdjacency.Of(graph));
        foreach (IPropagationKernel whole in new IPropagationKernel[] { simd, sparse })
        {
            using var masked = new EdgeMaskedKernel(whole, mask);

            // What is added and taken away again leaves single precision's error of the larger sum.
            Assert.True(expected.Multiply(embeddings).allclose(masked.Multiply(embeddings), rtol: 1e-4, atol: 2e-6));
        }
    }

    [Property(MaxTest = 50)]
    public void EdgeCount_OfRandomMask_IsTheNumberOfEdgesLost(int seed)
    {
        InteractionGraph graph = RandomGraphs.Make(seed);
        (int[] users, int[] items) = Pairs(graph, seed);
        int expected = graph.EdgeCount - graph.WithoutEdges(users, items).EdgeCount;
        Assert.Equal(expected, EdgeMask.Create(graph, users, items).EdgeCount);
    }

    [Fact]
    public void Multiply_OfNodesThatLoseAllEdges_IsExactlyZeroThere()
    {
        using var scope = NewDisposeScope();
        InteractionGraph graph = InteractionGraph.FromEdges(2, 1, [0, 1], [0, 0]);
        using var whole = new SimdPropagationKernel(NormalizedAdjacency.Of(graph));
        using var masked = new EdgeMaskedKernel(whole, EdgeMask.Create(graph, [0], [0]));
        Assert.Equal([0f, 5f, 3f], masked.Multiply(tensor(new float[,] { { 2 }, { 3 }, { 5 } })).data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-6f);
        Assert.Equal(0f, masked.Multiply(tensor(new float[,] { { 2 }, { 3 }, { 5 } }))[0, 0].item<float>());
    }

    [Fact]
    public void Gradient_OfMaskedPropagation_EqualsThatOfTheSmallerGraph()
    {
        using var scope = NewDisposeScope();
        InteractionGraph graph = RandomGraphs.Make(12);
        (int[] users, int[] items) = Pairs(graph, 12);
        using var whole = new SimdPropagationKernel(NormalizedAdjacency.Of(graph));
        using var masked = new EdgeMaskedKernel(whole, EdgeMask.Create(graph, users, items));
        using var smaller = new SimdPropagationKernel(NormalizedAdjacency.Of(graph.WithoutEdges(users, items)));
        Assert.True(Gradient(smaller).allclose(Gradient(masked), rtol: 1e-4, atol: 1e-5));
    }

    [Fact]
    public void Multiply_OfMaskWithoutEdges_IsTheWholeProduct()
    {
        using var scope = NewDisposeScope();
        InteractionGraph graph = InteractionGraph.FromEdges(2, 2, [0, 1], [0, 1]);
        using var whole = new SimdPropagationKernel(NormalizedAdjacency.Of(graph));
        using var masked = new EdgeMaskedKernel(whole, EdgeMask.Create(graph, [0], [1]));
        Tensor embeddings = PropagationKernelTests.Values(4, 3, 1);
        Assert.Equal(PropagationKernelTests.Bytes(whole.Multiply(embeddings)), PropagationKernelTests.Bytes(masked.Multiply(embeddings)));
    }

    [Fact]
    public void Constructor_OfDifferentGraphs_Throws()
    {
        EdgeMask mask = EdgeMask.Create(InteractionGraph.FromEdges(2, 2, [], []), [], []);
        using var kernel = new SimdPropagationKernel(new CsrMatrix(1, 1, [0, 0], [], []));
        var fault = Assert.Throws<ArgumentException>(() => new EdgeMaskedKernel(kernel, mask));
        Assert.Contains("mask is for 4 nodes and the kernel for 1; expected both to be of one graph.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_OfBadIds_Throws()
    {
        InteractionGraph graph = InteractionGraph.FromEdges(2, 2, [], []);
        Assert.Contains("items holds 2 at pair 0", Assert.Throws<ArgumentOutOfRangeException>(() => EdgeMask.Create(graph, [0], [2])).Message, StringComparison.Ordinal);
    }

    // Some edges, some of them twice, and some pairs that are none.
    private static (int[] Users, int[] Items) Pairs(InteractionGraph graph, int seed)
    {
        var random = new Random(seed);
        int[] users = [.. Enumerable.Range(0, 12).Select(_ => random.Next(graph.UserCount))];
        int[] items = [.. users.Select(user => graph.Degree(user) > 0 && random.Next(4) > 0
            ? graph.Neighbours(user)[random.Next(graph.Degree(user))] - graph.UserCount
            : random.Next(graph.ItemCount))];
        return ([.. users, users[0]], [.. items, items[0]]);
    }

    private static Tensor Gradient(IPropagationKernel kernel)
    {
        Tensor rows = PropagationKernelTests.Values(kernel.NodeCount, 5, 3).requires_grad_();
        GraphPropagation.LayerMean(kernel, rows, 3).square().sum().backward();
        return rows.grad!;
    }
}
