using Bdlm.Initialization;
using Bdlm.Optimizers;
using Bdlm.Options;
using Bdlm.Recommending;
using Bdlm.Scoring;
using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Factorization;

/// <summary>
/// Generalised matrix factorisation of He et al. 2017 (NCF): score(u, i) = hᵀ(e_u ⊙ e_i) + b, pair feature e_u ⊙ e_i.
/// Usually trained with cross-entropy.
/// </summary>
public sealed class Gmf : nn.Module, IDomainRecommender, IRowGradientTables
{
    private readonly LookupTables _tables;
    private readonly ScoreLayer _score;

    /// <summary>Makes a model of given parameters, which it owns from now on.</summary>
    /// <param name="users"><c>[users, dim]</c>, float32.</param>
    /// <param name="items"><c>[items, dim]</c>, float32.</param>
    /// <param name="weight">h, <c>[dim]</c>, float32.</param>
    /// <param name="bias">b, a scalar <c>[]</c>, float32.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    public Gmf(Parameter users, Parameter items, Parameter weight, Parameter bias)
        : base(nameof(Gmf))
    {
        _tables = new LookupTables(this, users, items);
        _score = new ScoreLayer(this, weight, bias, users.shape[1]);
    }

    /// <inheritdoc/>
    public nn.Module Module => this;

    /// <inheritdoc/>
    public Parameter UserTable => _tables.Users;

    /// <inheritdoc/>
    public Parameter ItemTable => _tables.Items;

    /// <inheritdoc/>
    public int UserCount => _tables.UserCount;

    /// <inheritdoc/>
    public int ItemCount => _tables.ItemCount;

    /// <inheritdoc/>
    public int EmbeddingDim => _tables.Dim;

    /// <inheritdoc/>
    public int PairFeatureDim => EmbeddingDim;

    /// <summary>Makes a model with the authors' first values: normal rows, LeCun-uniform weights, zero bias.</summary>
    /// <param name="options">The shape.</param>
    /// <param name="userCount">The number of users, at least 1.</param>
    /// <param name="itemCount">The number of items, at least 1.</param>
    /// <param name="seed">Decides the first values.</param>
    /// <param name="device">Where the parameters live; the CPU if left out.</param>
    /// <exception cref="ArgumentException">An option or a count lies outside its range.</exception>
    public static Gmf Create(GmfOptions options, int userCount, int itemCount, int seed, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        EntityCounts.Require(userCount, itemCount);
        using var draw = new NcfParameters(NcfInitialization.Authors, options.InitialStd, seed, device);
        return new Gmf(draw.Table(userCount, options.Dim), draw.Table(itemCount, options.Dim), draw.ScoreWeight(options.Dim), draw.ScoreBias());
    }

    /// <inheritdoc/>
    public void CollectRowGradients(RowGradients? users, RowGradients? items) => _tables.Collect(users, items);

    /// <inheritdoc/>
    public DomainEmbeddings Embed() => _tables.Embed();

    /// <inheritdoc/>
    public Tensor PairFeatures(DomainEmbeddings embeddings, Tensor userIds, Tensor itemIds)
    {
        PairChecks.Pairs(embeddings, userIds, itemIds);
        return _tables.Products(embeddings, userIds, itemIds);
    }

    /// <inheritdoc/>
    public (Tensor Weight, Tensor Bias) PairScoreWeights() => _score.Copies();

    /// <inheritdoc/>
    public Tensor ScorePairs(DomainEmbeddings embeddings, Tensor userIds, Tensor itemIds)
    {
        using var scope = NewDisposeScope();
        return _score.Scores(PairFeatures(embeddings, userIds, itemIds)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor ScoreItems(DomainEmbeddings embeddings, Tensor userIds)
    {
        PairChecks.Users(embeddings, userIds);
        using var scope = NewDisposeScope();
        Tensor users = _tables.UserRows(embeddings, userIds).mul(_score.Weight);
        return users.mm(embeddings.Items.t()).Plus(_score.Bias).MoveToOuterDisposeScope();
    }
}
