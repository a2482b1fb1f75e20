using Bdlm.Recommending;
using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.BringYourOwn;

/// <summary>The recommender of docs/bring-your-own.md: two tables and a weighted product.</summary>
public sealed class OwnRecommender : nn.Module, IDomainRecommender
{
    private readonly Parameter _users;
    private readonly Parameter _items;
    private readonly Parameter _weight;

    public OwnRecommender(int userCount, int itemCount, int dim, int seed)
        : base(nameof(OwnRecommender))
    {
        using var generator = new Generator((ulong)seed);
        _users = Table(userCount, dim, generator);
        _items = Table(itemCount, dim, generator);
        _weight = (Parameter)new Parameter(ones(dim)).DetachFromDisposeScope();
        register_parameter("_users", _users);
        register_parameter("_items", _items);
        register_parameter("_weight", _weight);
    }

    public nn.Module Module => this;

    public int UserCount => (int)_users.shape[0];

    public int ItemCount => (int)_items.shape[0];

    public int EmbeddingDim => (int)_users.shape[1];

    public int PairFeatureDim => EmbeddingDim;

    // The rows that the sharing module aligns: here the tables themselves.
    public DomainEmbeddings Embed() => new(_users.alias(), _items.alias());

    // d_ui of Eq. 6.
    public Tensor PairFeatures(DomainEmbeddings embeddings, Tensor userIds, Tensor itemIds)
    {
        TensorGuard.Ids(userIds, nameof(userIds), UserCount);
        TensorGuard.Ids(itemIds, nameof(itemIds), ItemCount);
        TensorGuard.Shape(itemIds, nameof(itemIds), "[batch]", "Give one item for each user.", userIds.shape[0]);
        using var scope = NewDisposeScope();
        return (embeddings.Users.index_select(0, userIds) * embeddings.Items.index_select(0, itemIds)).MoveToOuterDisposeScope();
    }

    // score = weightᵀ d_ui + bias, where the fusion head starts.
    public (Tensor Weight, Tensor Bias) PairScoreWeights() => (_weight.detach().clone(), zeros([], device: _weight.device));

    public Tensor ScorePairs(DomainEmbeddings embeddings, Tensor userIds, Tensor itemIds)
    {
        using Tensor features = PairFeatures(embeddings, userIds, itemIds);
        return features.mv(_weight);
    }

    public Tensor ScoreItems(DomainEmbeddings embeddings, Tensor userIds)
    {
        TensorGuard.Ids(userIds, nameof(userIds), UserCount);
        using var scope = NewDisposeScope();
        return (embeddings.Users.index_select(0, userIds) * _weight).mm(embeddings.Items.t()).MoveToOuterDisposeScope();
    }

    private static Parameter Table(int rows, int dim, Generator generator) =>
        (Parameter)new Parameter(randn([rows, dim], generator: generator) * 0.1).DetachFromDisposeScope();
}
