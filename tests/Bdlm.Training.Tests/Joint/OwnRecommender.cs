using Bdlm.Recommending;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Joint;

/// <summary>
/// A user's own recommender, as the library has none: pairs are scored by how near they lie, −‖e_u − e_i‖². It implements
/// <see cref="IDomainRecommender"/> and nothing else.
/// </summary>
internal sealed class OwnRecommender : nn.Module, IDomainRecommender
{
    private readonly Parameter _users;
    private readonly Parameter _items;

    public OwnRecommender(int userCount, int itemCount, int dim, int seed)
        : base(nameof(OwnRecommender))
    {
        using var generator = new Generator((ulong)seed);
        _users = (Parameter)new Parameter(randn([userCount, dim], generator: generator)).DetachFromDisposeScope();
        _items = (Parameter)new Parameter(randn([itemCount, dim], generator: generator)).DetachFromDisposeScope();
        register_parameter("users", _users);
        register_parameter("items", _items);
    }

    public nn.Module Module => this;

    public int UserCount => (int)_users.shape[0];

    public int ItemCount => (int)_items.shape[0];

    public int EmbeddingDim => (int)_users.shape[1];

    public int PairFeatureDim => EmbeddingDim;

    public DomainEmbeddings Embed() => new(_users.alias(), _items.alias());

    public Tensor PairFeatures(DomainEmbeddings embeddings, Tensor userIds, Tensor itemIds)
    {
        using var scope = NewDisposeScope();
        Tensor difference = embeddings.Users.index_select(0, userIds) - embeddings.Items.index_select(0, itemIds);
        return difference.square().MoveToOuterDisposeScope();
    }

    public (Tensor Weight, Tensor Bias) PairScoreWeights() => (-ones(EmbeddingDim), zeros([]));

    public Tensor ScorePairs(DomainEmbeddings embeddings, Tensor userIds, Tensor itemIds)
    {
        using var scope = NewDisposeScope();
        return (-PairFeatures(embeddings, userIds, itemIds).sum(1)).MoveToOuterDisposeScope();
    }

    public Tensor ScoreItems(DomainEmbeddings embeddings, Tensor userIds)
    {
        using var scope = NewDisposeScope();
        Tensor difference = embeddings.Users.index_select(0, userIds).unsqueeze(1) - embeddings.Items.unsqueeze(0);
        return (-difference.square().sum(2)).MoveToOuterDisposeScope();
    }
}
