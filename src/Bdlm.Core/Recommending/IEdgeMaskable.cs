using static TorchSharp.torch;

namespace Bdlm.Recommending;

/// <summary>
/// A recommender over a graph that can leave a training batch's own edges out of its propagation, so that a pair's
/// feature does not already hold the answer. Each call masks for itself only; the graph stays as it is.
/// </summary>
public interface IEdgeMaskable
{
    /// <summary>
    /// What <see cref="IDomainRecommender.Embed"/> gives on the graph without the edges of some pairs, degrees
    /// counted anew. Differentiable. The caller disposes of the result.
    /// </summary>
    /// <param name="userIds"><c>[batch]</c>, int64, in [0, UserCount).</param>
    /// <param name="itemIds"><c>[batch]</c>, int64, in [0, ItemCount). Pairs that are no edges change nothing.</param>
    DomainEmbeddings EmbedWithout(Tensor userIds, Tensor itemIds);
}
