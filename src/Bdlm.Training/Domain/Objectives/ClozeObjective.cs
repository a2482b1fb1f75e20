using Bdlm.Data;
using Bdlm.Losses;
using Bdlm.Recommending;
using Bdlm.Sampling;
using static TorchSharp.torch;

namespace Bdlm.Domain.Objectives;

/// <summary>
/// Masked items of users' sequences are to be told from all items (Sun et al. 2019, Eq. 8): how BERT4Rec is trained; or from
/// sampled negatives, where it is to learn against the same as other models. The authors mask ten copies of the data once; here
/// each epoch draws its masks afresh, so that one of their passes is eleven epochs.
/// </summary>
public sealed class ClozeObjective : IDomainObjective
{
    private readonly IClozeRecommender _recommender;
    private readonly ClozeObjectiveOptions _options;
    private readonly Device _device;
    private readonly ClozeWindows _windows;
    private readonly TrainingNegatives? _negatives;
    private ClozeExamples? _epoch;

    /// <summary>Makes an objective without sampled negatives. It owns none of its parts.</summary>
    /// <param name="recommender">The recommender, already on its device.</param>
    /// <param name="train">The training interactions; at least one.</param>
    /// <param name="options">How sequences are masked.</param>
    /// <param name="device">Where the recommender lives.</param>
    /// <exception cref="ArgumentException">An option is out of its range, parts do not fit, or there is no interaction.</exception>
    public ClozeObjective(IClozeRecommender recommender, TrainView train, ClozeObjectiveOptions options, Device device)
        : this(recommender, train, null, options, device)
    {
    }

    /// <summary>Makes an objective. It owns none of its parts.</summary>
    /// <param name="recommender">The recommender, already on its device.</param>
    /// <param name="train">The training interactions; at least one.</param>
    /// <param name="negatives">Draws the negatives; null where <see cref="ClozeObjectiveOptions.NegativesPerMask"/> is 0.</param>
    /// <param name="options">How sequences are masked.</param>
    /// <param name="device">Where the recommender lives.</param>
    /// <exception cref="ArgumentException">An option is out of its range, parts do not fit, or there is no interaction.</exception>
    public ClozeObjective(IClozeRecommender recommender, TrainView train, TrainingNegatives? negatives, ClozeObjectiveOptions options, Device device)
    {
        ArgumentNullException.ThrowIfNull(recommender);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        SequenceGuard.SameItems(recommender, train);
        if (options.NegativesPerMask > 0 && negatives is null)
        {
            throw new ArgumentException($"negatives is null and options.NegativesPerMask is {options.NegativesPerMask}; expected a source of negatives. Give one, or take 0.", nameof(negatives));
        }

        _windows = new ClozeWindows(train, recommender.MaxHistory + 1, options.WindowStep);
        if (_windows.Count == 0)
        {
            throw new ArgumentException("train holds no interaction; expected at least one. Check the split and the filters before it.", nameof(train));
        }

        (_recommender, _options, _device) = (recommender, options, device);
        _negatives = options.NegativesPerMask > 0 ? negatives : null;
    }

    /// <inheritdoc/>
    public nn.Module Module => _recommender.Module;

    /// <inheritdoc/>
    public string LossName => "L_cloze";

    /// <inheritdoc/>
    public int ExamplesPerEpoch => _windows.Count;

    /// <inheritdoc/>
    public object Options => _options;

    /// <inheritdoc/>
    public void BeginEpoch(int seed) => _epoch = new ClozeExamples(_windows, _recommender.ItemCount, _recommender.MaskId, _options, _negatives, seed);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No epoch has begun.</exception>
    public ObjectiveLoss Compute(int start, int count)
    {
        SequenceGuard.Begun(_epoch is not null);
        using HistoryBatch sequences = _epoch!.Sequences(start, count, _device);
        Tensor places = tensor(_epoch.Places(start, count, sequences.Width), device: _device);
        Tensor states = _recommender.EncodePlaces(sequences, places);
        long[] answers = _epoch.Answers(start, count);
        return new ObjectiveLoss(_negatives is null
            ? FullSoftmaxLoss.Compute(states, _recommender.ItemTable, _recommender.ItemBias, tensor(answers, device: _device))
            : AgainstSampled(states, answers, _epoch.Negatives(start, count)));
    }

    private Tensor AgainstSampled(Tensor states, long[] answers, ReadOnlySpan<int> negatives)
    {
        int each = _options.NegativesPerMask;
        long[] candidates = SampledCandidates.Join(answers, negatives, each);
        Tensor scores = _recommender.ScoreCandidates(states, tensor(candidates, [answers.Length, 1 + each], device: _device));
        return SampledSoftmaxLoss.Compute(scores.select(1, 0), scores.narrow(1, 1, each));
    }
}
