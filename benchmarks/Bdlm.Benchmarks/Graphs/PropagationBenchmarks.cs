using Bdlm.Graphs;
using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace Bdlm.Benchmarks.Graphs;

/// <summary>One product of a normalised adjacency with embeddings: torch's sparse COO product is the plain way.</summary>
/// <remarks>A random graph of Gowalla's size with item popularity skewed like 1 / rank, so that no data set is needed.</remarks>
public class PropagationBenchmarks : IDisposable
{
    private const int Users = 29_858;
    private const int Items = 40_981;
    private const int Edges = 810_128;

    private SimdPropagationKernel? _simd;
    private TorchPropagationKernel? _torch;
    private Tensor? _embeddings;

    [Params(64, 256)]
    public int Dim { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        CsrMatrix adjacency = NormalizedAdjacency.Of(Graph());
        _simd = new SimdPropagationKernel(adjacency);
        _torch = new TorchPropagationKernel(adjacency, CPU);
        _embeddings = randn(adjacency.RowCount, Dim);
    }

    [Benchmark(Baseline = true)]
    public void TorchCoo() => _torch!.Multiply(_embeddings!).Dispose();

    [Benchmark]
    public void Simd() => _simd!.Multiply(_embeddings!).Dispose();

    [GlobalCleanup]
    public void Dispose()
    {
        _simd?.Dispose();
        _torch?.Dispose();
        _embeddings?.Dispose();
        GC.SuppressFinalize(this);
    }

    private static InteractionGraph Graph()
    {
        var random = new Random(1);
        var users = new int[Edges];
        var items = new int[Edges];
        for (int edge = 0; edge < Edges; edge++)
        {
            users[edge] = random.Next(Users);
            // Inverse transform of density ∝ 1 / rank.
            items[edge] = Math.Min(Items - 1, (int)Math.Pow(Items, random.NextDouble()));
        }

        return InteractionGraph.FromEdges(Users, Items, users, items);
    }
}
