using Bdlm.Data;
using Bdlm.Losses;
using Bdlm.Recommending;
using Bdlm.Sampling;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Domain.Objectives;

/// <summary>
/// A user's whole sequence is one example, and each of its places is asked for the next item in one pass: how the authors of
/// SASRec train. Of a longer sequence the newest items are read.
/// </summary>
public sealed class SequenceObjective : IDomainObjective
{
    private readonly ICausalRecommender _recommender;
    private readonly TrainingNegatives? _negatives;
    private readonly SequenceObjectiveOptions _options;
    private readonly Device _device;
    private readonly SequenceExamples _examples;
    private bool _begun;

    /// <summary>Makes an objective. It owns none of its parts.</summary>
    /// <param name="recommender">The recommender, already on its device.</param>
    /// <param name="train">The training interactions; some user has at least two.</param>
    /// <param name="negatives">Draws the negatives; null for <see cref="SequenceLoss.FullSoftmax"/>.</param>
    /// <param name="options">The loss and the order.</param>
    /// <param name="device">Where the recommender lives.</param>
    /// <exception cref="ArgumentException">An option is out of its range, parts do not fit, or there is no example.</exception>
    public SequenceObjective(ICausalRecommender recommender, TrainView train, TrainingNegatives? negatives, SequenceObjectiveOptions options, Device device)
    {
        ArgumentNullException.ThrowIfNull(recommender);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        SequenceGuard.SameItems(recommender, train);
        if (options.Loss != SequenceLoss.FullSoftmax && negatives is null)
        {
            throw new ArgumentException($"negatives is null and options.Loss is {options.Loss}; expected a source of negatives. Give one, or take FullSoftmax.", nameof(negatives));
        }

        _examples = new SequenceExamples(train, recommender.MaxHistory, options.Order);
        if (_examples.Count == 0)
        {
            throw new ArgumentException("train holds no user with two interactions; expected at least one. Check the split and the filters before it.", nameof(train));
        }

        (_recommender, _options, _device) = (recommender, options, device);
        _negatives = options.Loss == SequenceLoss.FullSoftmax ? null : negatives;
    }

    /// <inheritdoc/>
    public nn.Module Module => _recommender.Module;

    /// <inheritdoc/>
    public string LossName => _options.Loss == SequenceLoss.BinaryCrossEntropy ? "L_BCE" : "L_CE";

    /// <inheritdoc/>
    public int ExamplesPerEpoch => _examples.Count;

    /// <inheritdoc/>
    public object Options => _options;

    /// <inheritdoc/>
    public void BeginEpoch(int seed)
    {
        _examples.Begin(seed, _negatives, _options.NegativesPerPlace);
        _begun = true;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No epoch has begun.</exception>
    public ObjectiveLoss Compute(int start, int count)
    {
        SequenceGuard.Begun(_begun);
        using HistoryBatch histories = _examples.Histories(start, count, _device);
        Tensor each = _recommender.EncodeEach(histories).view(-1, _recommender.EmbeddingDim);
        Tensor states = each.index_select(0, RealPlaces(histories));
        long[] targets = _examples.Targets(start, count);
        return new ObjectiveLoss(_negatives is null
            ? FullSoftmaxLoss.Compute(states, _recommender.ItemTable, _recommender.ItemBias, tensor(targets, device: _device))
            : AgainstSampled(states, targets, _examples.Negatives(start, count)));
    }

    private Tensor AgainstSampled(Tensor states, long[] targets, ReadOnlySpan<int> negatives)
    {
        int each = _options.NegativesPerPlace;
        long[] candidates = SampledCandidates.Join(targets, negatives, each);
        Tensor scores = _recommender.ScoreCandidates(states, tensor(candidates, [targets.Length, 1 + each], device: _device));
        (Tensor positive, Tensor others) = (scores.select(1, 0), scores.narrow(1, 1, each));
        return _options.Loss == SequenceLoss.SampledSoftmax
            ? SampledSoftmaxLoss.Compute(positive, others)
            : TensorFunctions.Softplus(positive.neg()).Plus(OverNegatives(TensorFunctions.Softplus(others))).mean();
    }

    // A mean over one column would be one more rounding: with one negative this is the authors' loss to the bit.
    private static Tensor OverNegatives(Tensor losses) => losses.shape[1] == 1 ? losses.select(1, 0) : losses.mean([1]);

    private Tensor RealPlaces(HistoryBatch histories)
    {
        var places = new List<long>();
        for (int row = 0; row < histories.Count; row++)
        {
            for (int place = 0; place < histories.Lengths[row]; place++)
            {
                places.Add((row * histories.Width) + place);
            }
        }

        return tensor(places.ToArray(), device: _device);
    }
}
