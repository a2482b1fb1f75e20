using static TorchSharp.torch;

namespace Bdlm.Graphs;

/// <summary>
/// LightGCN's propagation: the mean of the embeddings and of their images under 1 to K products with the normalised
/// adjacency, (E^(0) + E^(1) + … + E^(K)) / (K + 1) with E^(k+1) = A·E^(k).
/// </summary>
public static class GraphPropagation
{
    /// <summary>The layer mean, differentiable once with respect to <paramref name="embeddings"/>.</summary>
    /// <param name="kernel">Multiplies with A. It must live until the backward pass is over.</param>
    /// <param name="embeddings">E^(0), <c>[nodes, dim]</c>, float32, on the kernel's device.</param>
    /// <param name="layers">K, at least 0; with 0 the result equals the input.</param>
    /// <returns><c>[nodes, dim]</c>, float32. The caller disposes.</returns>
    /// <exception cref="ArgumentException">The embeddings' shape, dtype or device does not fit the kernel.</exception>
    /// <remarks>
    /// A is symmetric, hence so is the polynomial in A that the layer mean applies: the gradient of the input is the
    /// layer mean of the gradient of the output, and one function serves both directions.
    /// </remarks>
    public static Tensor LayerMean(IPropagationKernel kernel, Tensor embeddings, int layers)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(embeddings);
        ArgumentOutOfRangeException.ThrowIfNegative(layers);
        if (layers == 0)
        {
            return embeddings.alias();
        }

        using var scope = NewDisposeScope();
        return LayerMeanFunction.apply(embeddings, kernel, layers).MoveToOuterDisposeScope();
    }

    /// <summary>The layer mean without gradient, fused where the kernel can.</summary>
    internal static Tensor Compute(IPropagationKernel kernel, Tensor embeddings, int layers)
    {
        if (kernel is ILayerMeanKernel fused)
        {
            return fused.LayerMean(embeddings, layers);
        }

        using var scope = NewDisposeScope();
        Tensor sum = embeddings.clone();
        Tensor current = embeddings;
        for (int layer = 0; layer < layers; layer++)
        {
            current = kernel.Multiply(current);
            sum.add_(current);
        }

        return sum.mul_(1.0 / (layers + 1)).MoveToOuterDisposeScope();
    }
}
