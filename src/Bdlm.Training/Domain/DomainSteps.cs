using Bdlm.Checkpoints;
using Bdlm.Data;
using Bdlm.Loops;
using Bdlm.Losses;
using Bdlm.Optimizers;
using Bdlm.Recommending;
using Bdlm.Sampling;
using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Domain;

/// <summary>The steps of pretraining a recommender on the training edges.</summary>
internal sealed class DomainSteps : ITrainingSteps
{
    private readonly IDomainRecommender _recommender;
    private readonly TrainView _train;
    private readonly TrainingNegatives _negatives;
    private readonly IOptimizer _optimizer;
    private readonly DomainTrainingOptions _options;
    private readonly Device _device;
    private (int Epoch, DomainEpoch? Pairs) _epoch = (-1, null);

    public DomainSteps(IDomainRecommender recommender, TrainView train, TrainingNegatives negatives, IOptimizer optimizer, DomainTrainingOptions options, Device device)
    {
        _recommender = recommender;
        _train = train;
        _negatives = negatives;
        _optimizer = optimizer;
        _options = options;
        _device = device;
        Weights = new ModuleState(recommender.Module);
    }

    public IStateful Weights { get; }

    public IStateful Optimizers => _optimizer;

    public int StepsPerEpoch => (_train.InteractionCount + _options.BatchSize - 1) / _options.BatchSize;

    public IReadOnlyList<NamedValue> Step(StepPlace place)
    {
        random.manual_seed(StepSeed.For(_options.Seed, 6, place.Step));
        int start = place.Index * _options.BatchSize;
        int count = Math.Min(_options.BatchSize, _train.InteractionCount - start);
        (long[] users, long[] positives, long[] negatives) = Pairs(place.Epoch).Batch(start, count);
        using var scope = NewDisposeScope();
        _recommender.Module.train();
        Tensor userIds = tensor(users, device: _device);
        Tensor positiveIds = tensor(positives, device: _device);
        Tensor negativeIds = tensor(negatives, device: _device);
        Tensor loss = Loss(userIds, positiveIds, negativeIds);
        double value = FiniteLoss.Require(loss, LossName, place.Step);
        (loss + Penalty(userIds, positiveIds, negativeIds)).backward();
        _optimizer.Step();
        _optimizer.ZeroGrad();
        return [new NamedValue(LossName, value)];
    }

    private string LossName => _options.Loss == DomainLoss.Bpr ? "L_BPR" : "L_CE";

    private Tensor Loss(Tensor userIds, Tensor positiveIds, Tensor negativeIds)
    {
        DomainEmbeddings embeddings = _recommender.Embed();
        Tensor positive = _recommender.ScorePairs(embeddings, userIds, positiveIds);
        Tensor negative = _recommender.ScorePairs(embeddings, userIds, negativeIds);
        return _options.Loss == DomainLoss.Bpr
            ? BprLoss.Compute(positive, negative)
            : CrossEntropy(positive.reshape(-1, _options.NegativesPerPositive).select(1, 0), negative);
    }

    // Each positive once, however many negatives stand beside it.
    private static Tensor CrossEntropy(Tensor positive, Tensor negative) =>
        BinaryCrossEntropyLoss.Compute(cat([positive, negative]), cat([ones_like(positive), zeros_like(negative)]));

    private Tensor Penalty(Tensor userIds, Tensor positiveIds, Tensor negativeIds)
    {
        if (_options.Regularization == 0)
        {
            return zeros([], device: _device);
        }

        var tables = (IEmbeddingTables)_recommender;
        Tensor users = tables.UserTable.index_select(0, userIds);
        Tensor positives = tables.ItemTable.index_select(0, positiveIds);
        Tensor negatives = tables.ItemTable.index_select(0, negativeIds);
        return EmbeddingPenalty.Compute(users, positives, negatives) * _options.Regularization;
    }

    private DomainEpoch Pairs(int epoch)
    {
        if (_epoch.Epoch != epoch || _epoch.Pairs is null)
        {
            _epoch = (epoch, new DomainEpoch(_train, _negatives, _options.NegativesPerPositive, _options.Seed, epoch));
        }

        return _epoch.Pairs!;
    }
}
