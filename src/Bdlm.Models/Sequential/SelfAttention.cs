using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Sequential;

/// <summary>
/// Scaled dot-product attention with one or more heads (Vaswani et al. 2017): softmax(Q Kᵀ / √d_head + mask) V, the heads side
/// by side. Called with queries <c>[batch, rows, dim]</c>, the sequence <c>[batch, width, dim]</c> that gives keys and values, and
/// a mask <c>[1 or batch, 1 or rows, width]</c> of 0 and −∞ that leaves each query at least one key.
/// </summary>
internal sealed class SelfAttention : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly int _heads;
    private readonly double _dropout;
    private readonly DenseLayer _query;
    private readonly DenseLayer _key;
    private readonly DenseLayer _value;

    /// <summary>Makes the three projections.</summary>
    /// <param name="dim">The width of rows; a multiple of <paramref name="heads"/>.</param>
    /// <param name="heads">The number of heads.</param>
    /// <param name="dropout">The share of attention weights that training drops.</param>
    /// <param name="draws">The first values.</param>
    public SelfAttention(int dim, int heads, double dropout, LayerDraws draws)
        : base(nameof(SelfAttention))
    {
        (_heads, _dropout) = (heads, dropout);
        _query = new DenseLayer(dim, dim, draws);
        _key = new DenseLayer(dim, dim, draws);
        _value = new DenseLayer(dim, dim, draws);
        register_module("query", _query);
        register_module("key", _key);
        register_module("value", _value);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor queries, Tensor sequence, Tensor mask)
    {
        using var scope = NewDisposeScope();
        long batch = queries.shape[0];
        double scale = 1 / Math.Sqrt(queries.shape[2] / _heads);
        Tensor query = Split(_query.call(queries));
        Tensor key = Split(_key.call(sequence));
        Tensor value = Split(_value.call(sequence));
        Tensor sums = query.Times(scale).bmm(key.transpose(1, 2)).Plus(ForHeads(mask));
        Tensor weights = Dropping.Of(sums.softmax(2), _dropout, training);
        return Join(weights.bmm(value), batch).MoveToOuterDisposeScope();
    }

    /// <summary>Does nothing: the parts are registered by hand.</summary>
    protected override void RegisterComponents()
    {
    }

    // [batch, rows, dim] → [batch · heads, rows, dim / heads]
    private Tensor Split(Tensor rows)
    {
        if (_heads == 1)
        {
            return rows;
        }

        long width = rows.shape[2] / _heads;
        return rows.view(rows.shape[0], rows.shape[1], _heads, width).transpose(1, 2).reshape(rows.shape[0] * _heads, rows.shape[1], width);
    }

    private Tensor Join(Tensor heads, long batch) => _heads == 1
        ? heads
        : heads.view(batch, _heads, heads.shape[1], heads.shape[2]).transpose(1, 2).reshape(batch, heads.shape[1], _heads * heads.shape[2]);

    // A mask for the whole batch fits all heads as it is.
    private Tensor ForHeads(Tensor mask) => _heads == 1 || mask.shape[0] == 1 ? mask : mask.repeat_interleave(_heads, 0);
}
