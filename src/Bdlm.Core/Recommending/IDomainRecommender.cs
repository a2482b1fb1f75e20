using static TorchSharp.torch;

namespace Bdlm.Recommending;

/// <summary>
/// A domain-specific recommender that can be joined with a language model: the side D of BDLM (Eq. 5–6).
/// </summary>
/// <remarks>
/// One training step calls <see cref="Embed"/> once and hands its result to the other methods, so that a
/// costly propagation runs once a step. All methods are differentiable with respect to the parameters of
/// <see cref="Module"/>. Scores are logits: larger is better, σ(score) is a probability where the model was
/// trained with cross-entropy. Implementations are not thread-safe while training.
/// </remarks>
public interface IDomainRecommender
{
    /// <summary>The module that holds all parameters; for moving, saving, and switching between training and evaluation.</summary>
    nn.Module Module { get; }

    /// <summary>The number of users |U|.</summary>
    int UserCount { get; }

    /// <summary>The number of items |I|.</summary>
    int ItemCount { get; }

    /// <summary>The width d of the rows that <see cref="Embed"/> returns and that the sharing module aligns.</summary>
    int EmbeddingDim { get; }

    /// <summary>The width of a pair feature d_ui.</summary>
    int PairFeatureDim { get; }

    /// <summary>
    /// The user and item rows that pairs are scored with: for LightGCN the propagated embeddings, for factorisation
    /// models the tables themselves. The result also names the rows that the information sharing module aligns.
    /// Differentiable. The caller disposes of the result.
    /// </summary>
    DomainEmbeddings Embed();

    /// <summary>The pair features d_ui of Eq. 6, <c>[batch, PairFeatureDim]</c>, float32.</summary>
    /// <param name="embeddings">What <see cref="Embed"/> returned in this step.</param>
    /// <param name="userIds"><c>[batch]</c>, int64, in [0, UserCount).</param>
    /// <param name="itemIds"><c>[batch]</c>, int64, in [0, ItemCount).</param>
    Tensor PairFeatures(DomainEmbeddings embeddings, Tensor userIds, Tensor itemIds);

    /// <summary>
    /// The linear map from a pair feature to this recommender's own score: <c>weight</c> <c>[PairFeatureDim]</c> and
    /// <c>bias</c> (a scalar), such that score = weightᵀ d_ui + bias. The fusion head starts from it. The tensors are copies
    /// without gradient; the caller disposes of them.
    /// </summary>
    (Tensor Weight, Tensor Bias) PairScoreWeights();

    /// <summary>The scores of pairs, <c>[batch]</c>, float32.</summary>
    /// <inheritdoc cref="PairFeatures" path="/param"/>
    Tensor ScorePairs(DomainEmbeddings embeddings, Tensor userIds, Tensor itemIds);

    /// <summary>The scores of every item for each user, <c>[batch, ItemCount]</c>, float32.</summary>
    /// <inheritdoc cref="PairFeatures" path="/param"/>
    Tensor ScoreItems(DomainEmbeddings embeddings, Tensor userIds);
}
