using static TorchSharp.torch;

namespace Bdlm.Graphs;

/// <summary>A kernel that computes LightGCN's layer mean in one go, cheaper than layer by layer.</summary>
public interface ILayerMeanKernel : IPropagationKernel
{
    /// <summary>The mean (E + A·E + … + A^layers·E) / (layers + 1), without gradient.</summary>
    /// <param name="embeddings">E, <c>[nodes, dim]</c>, float32, on the kernel's device.</param>
    /// <param name="layers">The number of products, at least 1.</param>
    /// <returns><c>[nodes, dim]</c>, float32. The caller disposes.</returns>
    Tensor LayerMean(Tensor embeddings, int layers);
}
