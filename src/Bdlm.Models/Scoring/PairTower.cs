using Bdlm.Recommending;
using Bdlm.Scoring.Simd;
using Bdlm.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Scoring;

/// <summary>
/// The part that MLP and NeuMF share: rows are [GMF part ; MLP part], and the pair feature is
/// [p_u ⊙ q_i ; tower([m_u ; n_i])]. MLP has no GMF part.
/// </summary>
/// <remarks>
/// On the CPU in float32 and without dropout, features come from a SIMD kernel with its own gradient; elsewhere from torch's
/// operators. Both give the same to rounding.
/// </remarks>
internal sealed class PairTower
{
    // The most floats of one block of pairs while all items are scored: 16 MB a layer.
    private const long BlockFloats = 1 << 22;

    // The most pairs that go through the kernel together where no gradient is wanted: their work rows stay in the caches.
    private const long SliceRows = 1 << 12;

    private readonly PairTowerShape _shape;
    private readonly LookupTables _tables;
    private readonly DenseTower _tower;

    /// <summary>Joins tables and tower.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="tables">The model's tables, as wide as a row of the shape.</param>
    /// <param name="tower">The layers.</param>
    public PairTower(PairTowerShape shape, LookupTables tables, DenseTower tower)
    {
        (_shape, _tables, _tower) = (shape, tables, tower);
        tower.CheckWidths(shape);
    }

    /// <summary>The width of a pair feature.</summary>
    public int FeatureDim => _shape.FeatureDim;

    /// <summary>The features of checked pairs, <c>[batch, FeatureDim]</c>.</summary>
    public Tensor Features(DomainEmbeddings embeddings, Tensor userIds, Tensor itemIds)
    {
        using var scope = NewDisposeScope();
        Tensor features = !Fits(embeddings.Users, embeddings.Items, userIds, itemIds) ? ByOperators(embeddings, userIds, itemIds)
            : is_grad_enabled() ? ByKernel(embeddings, userIds, itemIds)
            : BySlices(embeddings, userIds, itemIds);
        return features.MoveToOuterDisposeScope();
    }

    /// <summary>The score of every item for some users' rows, without the bias, <c>[batch, items]</c>.</summary>
    /// <param name="users"><c>[batch, RowWidth]</c>.</param>
    /// <param name="items"><c>[items, RowWidth]</c>.</param>
    /// <param name="weight">w, <c>[FeatureDim]</c>.</param>
    /// <remarks>Pairs are worked on in blocks, so that memory grows with the items and not with users × items × width.</remarks>
    public Tensor AllScores(Tensor users, Tensor items, Tensor weight)
    {
        using var scope = NewDisposeScope();
        (Tensor userGmf, Tensor userMlp) = Parts(users);
        (Tensor itemGmf, Tensor itemMlp) = Parts(items);
        Tensor[] weights = weight.split([_shape.GmfDim, _shape.FeatureDim - _shape.GmfDim]);
        Tensor scores = HiddenScores(userMlp, itemMlp, weights[1]);
        return (_shape.GmfDim == 0 ? scores : scores.Plus(userGmf.mul(weights[0]).mm(itemGmf.t()))).MoveToOuterDisposeScope();
    }

    private bool Fits(Tensor users, Tensor items, Tensor userIds, Tensor itemIds) =>
        !_tower.DropsOut && userIds.shape[0] > 0 && _tower.IsPlain
        && IsPlain(users) && IsPlain(items) && userIds.device_type == DeviceType.CPU && itemIds.device_type == DeviceType.CPU;

    private static bool IsPlain(Tensor table) =>
        table.dtype == ScalarType.Float32 && table.device_type == DeviceType.CPU && table.is_contiguous();

    private Tensor ByKernel(DomainEmbeddings embeddings, Tensor userIds, Tensor itemIds)
    {
        (Tensor users, Tensor items) = (embeddings.Users, embeddings.Items);
        var call = new PairTowerCall(_shape, users.shape[0], items.shape[0], _tables.UserSink(users), _tables.ItemSink(items));
        return PairTowerFunction.apply([call, users, items, userIds.contiguous(), itemIds.contiguous(), .. _tower.Layers]);
    }

    private Tensor BySlices(DomainEmbeddings embeddings, Tensor userIds, Tensor itemIds)
    {
        long rows = userIds.shape[0];
        Tensor[] layers = _tower.Layers;
        Tensor work = empty(Math.Min(rows, SliceRows), _shape.WorkWidth);
        List<Tensor> slices = [];
        for (long first = 0; first < rows; first += SliceRows)
        {
            long count = Math.Min(SliceRows, rows - first);
            Tensor users = userIds.narrow(0, first, count).contiguous();
            Tensor items = itemIds.narrow(0, first, count).contiguous();
            slices.Add(PairTowerKernel.Forward(_shape, embeddings.Users, embeddings.Items, users, items, layers, work));
        }

        return slices.Count == 1 ? slices[0] : cat(slices, 0);
    }

    private Tensor ByOperators(DomainEmbeddings embeddings, Tensor userIds, Tensor itemIds)
    {
        (Tensor userGmf, Tensor userMlp) = Parts(_tables.UserRows(embeddings, userIds));
        (Tensor itemGmf, Tensor itemMlp) = Parts(_tables.ItemRows(embeddings, itemIds));
        Tensor hidden = _tower.call(cat([userMlp, itemMlp], 1));
        return _shape.GmfDim == 0 ? hidden : cat([userGmf.mul(itemGmf), hidden], 1);
    }

    private Tensor HiddenScores(Tensor users, Tensor items, Tensor weight)
    {
        long usersAtOnce = Math.Max(1, BlockFloats / (items.shape[0] * _tower.Widest));
        var blocks = new List<Tensor> { empty(0, items.shape[0], users.dtype, users.device) };
        for (long first = 0; first < users.shape[0]; first += usersAtOnce)
        {
            using var scope = NewDisposeScope();
            Tensor block = users.narrow(0, first, Math.Min(usersAtOnce, users.shape[0] - first));
            Tensor hidden = _tower.AfterFirst(_tower.FirstOfAllPairs(block, items));
            Tensor scores = nn.functional.linear(hidden, weight.unsqueeze(0)).squeeze(2);
            blocks.Add(scores.MoveToOuterDisposeScope());
        }

        return cat(blocks, 0);
    }

    private (Tensor Gmf, Tensor Mlp) Parts(Tensor rows)
    {
        Tensor[] parts = rows.split([_shape.GmfDim, _shape.MlpDim], 1);
        return (parts[0], parts[1]);
    }
}
