using Bdlm.Data;
using Bdlm.Losses;
using Bdlm.Recommending;
using Bdlm.Sampling;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Domain.Objectives;

/// <summary>
/// Positive pairs from the training interactions against sampled negatives: BPR for LightGCN and matrix factorisation,
/// cross-entropy for NCF (decision 13).
/// </summary>
public sealed class PairObjective : IDomainObjective
{
    private readonly IDomainRecommender _recommender;
    private readonly TrainView _train;
    private readonly TrainingNegatives _negatives;
    private readonly PairObjectiveOptions _options;
    private readonly Device _device;
    private PairEpoch? _epoch;

    /// <summary>Makes an objective. It owns none of its parts.</summary>
    /// <param name="recommender">The recommender, already on its device.</param>
    /// <param name="train">The training interactions; at least one.</param>
    /// <param name="negatives">Draws the negatives.</param>
    /// <param name="options">Loss, pairs, regularisation.</param>
    /// <param name="device">Where the recommender lives.</param>
    /// <exception cref="ArgumentException">An option is out of its range or does not fit the recommender, or there is no interaction.</exception>
    public PairObjective(IDomainRecommender recommender, TrainView train, TrainingNegatives negatives, PairObjectiveOptions options, Device device)
    {
        ArgumentNullException.ThrowIfNull(recommender);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(negatives);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.Regularization > 0 && recommender is not IEmbeddingTables)
        {
            throw new ArgumentException($"Regularization is {options.Regularization}, but {recommender.GetType().Name} does not say which rows a batch looks up. Set it to 0, or implement IEmbeddingTables.", nameof(options));
        }

        if (train.InteractionCount == 0)
        {
            throw new ArgumentException("train holds no interaction; expected at least one. Check the split and the filters before it.", nameof(train));
        }

        (_recommender, _train, _negatives, _options, _device) = (recommender, train, negatives, options, device);
    }

    /// <inheritdoc/>
    public nn.Module Module => _recommender.Module;

    /// <inheritdoc/>
    public string LossName => _options.Loss == DomainLoss.Bpr ? "L_BPR" : "L_CE";

    /// <inheritdoc/>
    public int ExamplesPerEpoch => _train.InteractionCount;

    /// <inheritdoc/>
    public object Options => _options;

    /// <inheritdoc/>
    public void BeginEpoch(int seed) => _epoch = new PairEpoch(_train, _negatives, _options, seed);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No epoch has begun.</exception>
    public ObjectiveLoss Compute(int start, int count)
    {
        PairEpoch epoch = _epoch ?? throw new InvalidOperationException("No epoch has begun; expected BeginEpoch before Compute. Call it with the epoch's seed.");
        (long[] users, long[] positives, long[] negatives) = epoch.Batch(start, count);
        Tensor userIds = tensor(users, device: _device);
        Tensor positiveIds = tensor(positives, device: _device);
        Tensor negativeIds = tensor(negatives, device: _device);
        ScoredPairs scored = _recommender is IBatchEmbeddings batch
            ? ScoreBatch(batch, userIds, positiveIds, negativeIds)
            : ScoreAll(userIds, positiveIds, negativeIds);
        return new ObjectiveLoss(Task(scored), scored.Rows is { } rows ? EmbeddingPenalty.Compute(rows).Times(_options.Regularization) : null);
    }

    private bool IsRegularized => _options.Regularization > 0;

    private Tensor Task(ScoredPairs scored) => _options.Loss == DomainLoss.Bpr
        ? BprLoss.Compute(scored.Positive, scored.Negative)
        : CrossEntropy(scored.Positive.reshape(-1, _options.NegativesPerPositive).select(1, 0), scored.Negative);

    // Each positive once, however many negatives stand beside it.
    private static Tensor CrossEntropy(Tensor positive, Tensor negative) =>
        BinaryCrossEntropyLoss.Compute(cat([positive, negative]), cat([ones_like(positive), zeros_like(negative)]));

    private ScoredPairs ScoreAll(Tensor userIds, Tensor positiveIds, Tensor negativeIds)
    {
        DomainEmbeddings embeddings = _recommender.Embed();
        Tensor positive = _recommender.ScorePairs(embeddings, userIds, positiveIds);
        Tensor negative = _recommender.ScorePairs(embeddings, userIds, negativeIds);
        if (!IsRegularized)
        {
            return new ScoredPairs(positive, negative, null);
        }

        var tables = (IEmbeddingTables)_recommender;
        return new ScoredPairs(positive, negative,
        [
            tables.UserTable.index_select(0, userIds), tables.ItemTable.index_select(0, positiveIds), tables.ItemTable.index_select(0, negativeIds),
        ]);
    }

    // A graph model computes the rows of this batch only; its rows are numbered by their place in the batch.
    private ScoredPairs ScoreBatch(IBatchEmbeddings batch, Tensor userIds, Tensor positiveIds, Tensor negativeIds)
    {
        long count = userIds.shape[0];
        Tensor itemIds = cat([positiveIds, negativeIds]);
        Tensor[]? tables = null;
        DomainEmbeddings rows;
        if (IsRegularized)
        {
            rows = batch.EmbedRows(userIds, itemIds, out Tensor userRows, out Tensor itemRows);
            tables = [userRows, .. itemRows.split([count, count])];
        }
        else
        {
            rows = batch.EmbedRows(userIds, itemIds);
        }

        Tensor places = TensorFunctions.Range(count, _device);
        return new ScoredPairs(_recommender.ScorePairs(rows, places, places), _recommender.ScorePairs(rows, places, places.Plus(count)), tables);
    }
}
