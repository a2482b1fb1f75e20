using Bdlm.Data;
using Bdlm.Losses;
using Bdlm.Recommending;
using Bdlm.Sampling;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Domain.Objectives;

/// <summary>
/// The next item after a history, for every training interaction that has one: how ReChorus trains GRU4Rec and SASRec, and with
/// negatives of the batch, how GRU4Rec's authors do.
/// </summary>
public sealed class NextItemObjective : IDomainObjective
{
    private readonly ISequentialRecommender _recommender;
    private readonly TrainingNegatives? _negatives;
    private readonly NextItemObjectiveOptions _options;
    private readonly Device _device;
    private readonly NextItemExamples _examples;
    private bool _begun;

    /// <summary>Makes an objective. It owns none of its parts.</summary>
    /// <param name="recommender">The recommender, already on its device.</param>
    /// <param name="train">The training interactions; some user has at least two.</param>
    /// <param name="negatives">Draws the negatives; null where they are not sampled.</param>
    /// <param name="options">The loss and its negatives.</param>
    /// <param name="device">Where the recommender lives.</param>
    /// <exception cref="ArgumentException">An option is out of its range, parts do not fit, or there is no example.</exception>
    public NextItemObjective(ISequentialRecommender recommender, TrainView train, TrainingNegatives? negatives, NextItemObjectiveOptions options, Device device)
    {
        ArgumentNullException.ThrowIfNull(recommender);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        SequenceGuard.SameItems(recommender, train);
        if (options.Negatives == NegativeSource.Sampled && negatives is null)
        {
            throw new ArgumentException("negatives is null and options.Negatives is Sampled; expected a source of negatives. Give one, or take InBatch or AllItems.", nameof(negatives));
        }

        _examples = new NextItemExamples(train);
        if (_examples.Count == 0)
        {
            throw new ArgumentException("train holds no interaction with an earlier one of its user; expected at least one. Check the split and the filters before it.", nameof(train));
        }

        (_recommender, _options, _device) = (recommender, options, device);
        _negatives = options.Negatives == NegativeSource.Sampled ? negatives : null;
    }

    /// <inheritdoc/>
    public nn.Module Module => _recommender.Module;

    /// <inheritdoc/>
    public string LossName => _options.Loss switch
    {
        NextItemLoss.CrossEntropy => "L_CE",
        NextItemLoss.Top1Max => "L_TOP1max",
        NextItemLoss.BprMax => "L_BPRmax",
        _ => "L_BPR",
    };

    /// <inheritdoc/>
    public int ExamplesPerEpoch => _examples.Count;

    /// <inheritdoc/>
    public object Options => _options;

    /// <inheritdoc/>
    public void BeginEpoch(int seed)
    {
        _examples.Begin(seed, _negatives, _options.NegativesPerPositive);
        _begun = true;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No epoch has begun.</exception>
    public ObjectiveLoss Compute(int start, int count)
    {
        SequenceGuard.Begun(_begun);
        using HistoryBatch histories = _examples.Histories(start, count, _recommender.MaxHistory, _device);
        Tensor states = _recommender.Encode(histories);
        return new ObjectiveLoss(_options.Negatives switch
        {
            NegativeSource.Sampled => AgainstSampled(states, start, count),
            NegativeSource.InBatch => AgainstBatch(states, _examples.Targets(start, count)),
            _ => FullSoftmaxLoss.Compute(states, _recommender.ItemTable, _recommender.ItemBias, tensor(_examples.Targets(start, count), device: _device)),
        });
    }

    private Tensor AgainstSampled(Tensor states, int start, int count)
    {
        Tensor candidates = tensor(_examples.Candidates(start, count), [count, 1 + _options.NegativesPerPositive], device: _device);
        Tensor scores = _recommender.ScoreCandidates(states, candidates);
        return Loss(scores.select(1, 0), scores.narrow(1, 1, _options.NegativesPerPositive));
    }

    private Tensor AgainstBatch(Tensor states, long[] targets)
    {
        if (targets.All(target => target == targets[0]))
        {
            return states.sum().Times(0);
        }

        Tensor items = tensor(targets, device: _device);
        Tensor rows = _recommender.ItemTable.index_select(0, items);
        Tensor scores = nn.functional.linear(states, rows, _recommender.ItemBias?.index_select(0, items));
        Tensor same = items.unsqueeze(0).eq(items.unsqueeze(1));
        return Loss(scores.diagonal(), scores.masked_fill(same, KeptScalar.Of(float.NegativeInfinity)));
    }

    private Tensor Loss(Tensor positive, Tensor negatives) => _options.Loss switch
    {
        NextItemLoss.CrossEntropy => SampledSoftmaxLoss.Compute(positive, negatives),
        NextItemLoss.Top1Max => Top1MaxLoss.Compute(positive, negatives),
        NextItemLoss.BprMax => BprMaxLoss.Compute(positive, negatives, _options.ScoreRegularization),
        _ => Bpr(positive, negatives),
    };

    // Row by row, so that what is left out does not count, and so that the bits do not depend on the number of threads; nor do those of
    // torch's log σ, while its softplus rounds the last values of each thread's share otherwise.
    private static Tensor Bpr(Tensor positive, Tensor negatives)
    {
        Tensor losses = nn.functional.logsigmoid(positive.unsqueeze(1) - negatives).neg();
        return (losses.sum(1) / negatives.isneginf().logical_not().sum(1)).mean();
    }
}
