// # Compare propagation kernels
//
// LightGCN multiplies one sparse matrix with its table of rows, again and again. Bdlm has three kernels for that product. This program shows that they
// compute the same, times each, and says what bounds them.

#:package Bdlm.Core@*-*

using System.Diagnostics;
using Bdlm.Graphs;
using static TorchSharp.torch;

// A random graph of 20,000 users and 10,000 items with about 400,000 edges. The matrix is D^(-1/2) A D^(-1/2) over users and items, so every edge stands in
// it twice.

const int Users = 20_000, Items = 10_000, Dim = 64;
var random = new Random(1);
(int User, int Item)[] edges = [.. Enumerable.Range(0, 400_000).Select(_ => (random.Next(Users), random.Next(Items))).Distinct()];
InteractionGraph graph = InteractionGraph.FromEdges(Users, Items, [.. edges.Select(edge => edge.User)], [.. edges.Select(edge => edge.Item)]);
CsrMatrix matrix = NormalizedAdjacency.Of(graph);
using var generator = new Generator(1);
using Tensor embeddings = randn([graph.NodeCount, Dim], generator: generator);
Console.WriteLine($"{graph.NodeCount} nodes, {matrix.EntryCount} entries, rows of {Dim}");

// What a product must do: for each entry, read the entry (8 bytes) and a row (4 bytes a number), and multiply and add it (2 operations a number). That is
// half an operation a byte. A core can do many while memory delivers one byte: the limit is the bandwidth of memory, not arithmetic.

double bytes = (matrix.EntryCount * (8.0 + (4 * Dim))) + (4.0 * Dim * graph.NodeCount);
double operations = 2.0 * Dim * matrix.EntryCount;
Console.WriteLine(FormattableString.Invariant($"{bytes / 1e6:0} MB to move, {operations / 1e6:0} million operations: {operations / bytes:0.00} operations a byte"));

// The yardstick: how fast torch copies one large tensor to another.

using Tensor source = ones(16 << 20), target = empty(16 << 20);
double copied = 2 * 4.0 * source.numel() / Median(() => target.copy_(source)) / 1e9;
Console.WriteLine(FormattableString.Invariant($"a plain copy in memory: {copied:0.0} GB/s"));

// Torch's COO product keeps its sums in memory, and reads and writes them for each entry. CSR goes row by row. The SIMD kernel keeps the sums of a row in
// registers and asks for the next rows early. A rate above that of the plain copy means that caches held the rows: the table has only 8 MB.
// (Torch warns that its CSR tensors are in beta.)

using var coo = new TorchPropagationKernel(matrix);
using var csr = new TorchCsrPropagationKernel(matrix);
using var simd = new SimdPropagationKernel(matrix);
Measure("torch COO", coo);
Measure("torch CSR", csr);
Measure("SIMD", simd);

// Kernels are interchangeable: they differ in speed and device, not in results beyond rounding. LightGCN takes any of them.

using Tensor expected = coo.Multiply(embeddings);
Console.WriteLine($"CSR agrees with COO: {Agrees(csr)}, SIMD agrees with COO: {Agrees(simd)}");

void Measure(string name, IPropagationKernel kernel)
{
    double seconds = Median(() => kernel.Multiply(embeddings).Dispose());
    Console.WriteLine(FormattableString.Invariant($"{name,-9} {1e3 * seconds,6:0.0} ms, {bytes / seconds / 1e9,5:0.0} GB/s"));
}

bool Agrees(IPropagationKernel kernel)
{
    using var scope = NewDisposeScope();
    return (kernel.Multiply(embeddings) - expected).abs().max().item<float>() < 1e-5f * expected.abs().max().item<float>();
}

static double Median(Action action)
{
    action(); // The first call warms up.
    double[] seconds = new double[9];
    for (int run = 0; run < seconds.Length; run++)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        seconds[run] = Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    return seconds.Order().ElementAt(seconds.Length / 2);
}
