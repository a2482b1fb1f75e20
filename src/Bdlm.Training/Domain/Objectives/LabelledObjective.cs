using Bdlm.Losses;
using Bdlm.Recommending;
using Bdlm.Sampling;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Domain.Objectives;

/// <summary>
/// Pairs whose labels are given, such as likes and dislikes: binary cross-entropy of the score, the mean over pairs, as CoLLM trains
/// its recommenders. Nothing is sampled.
/// </summary>
public sealed class LabelledObjective : IDomainObjective
{
    private readonly IDomainRecommender _recommender;
    private readonly LabelledInteraction[] _rows;
    private readonly Device _device;
    private LabelledInteraction[]? _epoch;

    /// <summary>Makes an objective. It owns none of its parts.</summary>
    /// <param name="recommender">The recommender, already on its device; a graph model must not have the pairs of other parts as edges.</param>
    /// <param name="rows">The training pairs with their labels; at least one.</param>
    /// <param name="device">Where the recommender lives.</param>
    /// <exception cref="ArgumentException">There is no pair.</exception>
    public LabelledObjective(IDomainRecommender recommender, IReadOnlyList<LabelledInteraction> rows, Device device)
    {
        ArgumentNullException.ThrowIfNull(recommender);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
        {
            throw new ArgumentException("rows holds no pair; expected at least one. Check the file that they come from.", nameof(rows));
        }

        (_recommender, _rows, _device) = (recommender, [.. rows], device);
    }

    /// <inheritdoc/>
    public nn.Module Module => _recommender.Module;

    /// <inheritdoc/>
    public string LossName => "L_CE";

    /// <inheritdoc/>
    public int ExamplesPerEpoch => _rows.Length;

    /// <inheritdoc/>
    public object Options => nameof(LabelledObjective);

    /// <inheritdoc/>
    public void BeginEpoch(int seed)
    {
        _epoch = [.. _rows];
        new Random(seed).Shuffle(_epoch);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No epoch has begun.</exception>
    public ObjectiveLoss Compute(int start, int count)
    {
        LabelledInteraction[] epoch = _epoch ?? throw new InvalidOperationException("No epoch has begun; expected BeginEpoch before Compute. Call it with the epoch's seed.");
        ArraySegment<LabelledInteraction> batch = new(epoch, start, count);
        Tensor users = tensor([.. batch.Select(row => (long)row.User)], device: _device);
        Tensor items = tensor([.. batch.Select(row => (long)row.Item)], device: _device);
        Tensor labels = tensor([.. batch.Select(row => row.Taken ? 1f : 0f)], device: _device);
        return new ObjectiveLoss(BinaryCrossEntropyLoss.Compute(Score(users, items), labels));
    }

    private Tensor Score(Tensor users, Tensor items)
    {
        if (_recommender is not IBatchEmbeddings batch)
        {
            return _recommender.ScorePairs(_recommender.Embed(), users, items);
        }

        // A graph model computes the rows of this batch only; they are numbered by their place in it.
        Tensor places = TensorFunctions.Range(users.shape[0], _device);
        return _recommender.ScorePairs(batch.EmbedRows(users, items), places, places);
    }
}
