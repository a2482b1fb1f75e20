using Bdlm.Checkpoints;
using Bdlm.Fusion;
using Bdlm.Loops;
using Bdlm.Losses;
using Bdlm.Optimizers;
using Bdlm.Recommending;
using Bdlm.Serialization;
using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Joint;

/// <summary>The domain side D: a recommender with its knowledge fusion head (Eq. 5–6) and its optimiser.</summary>
public sealed class DomainSide : IDomainSide
{
    private readonly IDomainRecommender _recommender;
    private readonly KnowledgeFusionHead _head;
    private readonly IOptimizer _optimizer;
    private readonly DomainSideOptions _options;
    private readonly Parameter[] _parameters;
    private readonly Device _device;

    /// <summary>Makes a side.</summary>
    /// <param name="recommender">The recommender, already on its device; owned by the caller.</param>
    /// <param name="head">The head, already on its device; owned by the caller.</param>
    /// <param name="optimizer">Steps the parameters of both; owned by the caller.</param>
    /// <param name="options">Whether own edges are left out.</param>
    /// <param name="device">Where both live.</param>
    public DomainSide(IDomainRecommender recommender, KnowledgeFusionHead head, IOptimizer optimizer, DomainSideOptions options, Device device)
    {
        options.Validate();
        _recommender = recommender;
        _head = head;
        _optimizer = optimizer;
        _options = options;
        _device = device;
        _parameters = [.. recommender.Module.parameters(), .. head.parameters()];
        Weights = new StateSet().Add("recommender", new ModuleState(recommender.Module)).Add("head", new ModuleState(head));
        SharedParameters = [.. recommender.Module.parameters()];
    }

    /// <inheritdoc/>
    public IStateful Weights { get; }

    /// <inheritdoc/>
    public IStateful Optimizer => _optimizer;

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> SharedParameters { get; }

    /// <inheritdoc/>
    public SideForward Forward(IReadOnlyList<AlignedSample> batch, Tensor features, int seed)
    {
        _recommender.Module.train();
        _head.train();
        Tensor users = tensor(batch.Select(sample => (long)sample.User).ToArray(), device: _device);
        Tensor items = tensor(batch.Select(sample => (long)sample.Item).ToArray(), device: _device);
        Tensor labels = tensor(batch.Select(sample => sample.Label ? 1f : 0f).ToArray(), device: _device);
        DomainEmbeddings embeddings = Embed(batch);
        using var generator = new Generator((ulong)seed, _device);
        Tensor logits = _head.Fuse(features, _recommender.PairFeatures(embeddings, users, items), generator);
        Tensor loss = BinaryCrossEntropyLoss.Compute(logits, labels);
        Tensor userRows = embeddings.AlignedUsers.index_select(0, users).Times(_options.UserRowScale);
        Tensor itemRows = embeddings.AlignedItems.index_select(0, items).Times(_options.ItemRowScale);
        return new SideForward(loss, [], userRows, itemRows);
    }

    /// <inheritdoc/>
    public void Step(StepPlace place)
    {
        FiniteLoss.RequireNorm(GradientClipping.GlobalNorm(_parameters), "L_DRS", place.Step);
        _optimizer.Step();
        _optimizer.ZeroGrad();
    }

    private DomainEmbeddings Embed(IReadOnlyList<AlignedSample> batch)
    {
        if (!_options.LeaveOutOwnEdges || _recommender is not IEdgeMaskable maskable)
        {
            return _recommender.Embed();
        }

        AlignedSample[] positives = [.. batch.Where(sample => sample.Label)];
        Tensor users = tensor(positives.Select(sample => (long)sample.User).ToArray(), device: _device);
        Tensor items = tensor(positives.Select(sample => (long)sample.Item).ToArray(), device: _device);
        return maskable.EmbedWithout(users, items);
    }
}
