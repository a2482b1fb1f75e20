using static TorchSharp.torch;

namespace Bdlm.Graphs;

/// <summary>
/// Multiplies one fixed symmetric sparse matrix (the normalised adjacency) with dense embeddings. Kernels are interchangeable:
/// they differ in speed and device, not in results beyond rounding. The result does not depend on the number of threads.
/// </summary>
public interface IPropagationKernel : IDisposable
{
    /// <summary>The number of rows, which is the number of columns: users + items.</summary>
    int NodeCount { get; }

    /// <summary>The product A · <paramref name="embeddings"/>, without gradient.</summary>
    /// <param name="embeddings"><c>[nodes, dim]</c>, float32, on the kernel's device.</param>
    /// <returns><c>[nodes, dim]</c>, float32. The caller disposes.</returns>
    Tensor Multiply(Tensor embeddings);
}
