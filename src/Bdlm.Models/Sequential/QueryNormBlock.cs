using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Sequential;

/// <summary>
/// The block of the authors of SASRec: queries are normalised, keys and values are not, and the residual sums add the
/// <em>normalised</em> rows: x = norm(rows), y = x + attention(x; sequence), z = norm(y), result z + feed-forward(z). Called as
/// <see cref="PostNormBlock"/>.
/// </summary>
internal sealed class QueryNormBlock : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly BlockShape _shape;
    private readonly NormLayer _queryNorm;
    private readonly SelfAttention _attention;
    private readonly NormLayer _norm;
    private readonly DenseLayer _inner;
    private readonly DenseLayer _outer;

    /// <summary>Makes a block with drawn values.</summary>
    public QueryNormBlock(BlockShape shape, LayerDraws draws)
        : base(nameof(QueryNormBlock))
    {
        _shape = shape;
        _queryNorm = new NormLayer(shape.Dim, shape.NormEpsilon, draws);
        _attention = new SelfAttention(shape.Dim, shape.Heads, shape.AttentionDropout, draws);
        _norm = new NormLayer(shape.Dim, shape.NormEpsilon, draws);
        _inner = new DenseLayer(shape.Dim, shape.InnerDim, draws);
        _outer = new DenseLayer(shape.InnerDim, shape.Dim, draws);
        register_module("query_norm", _queryNorm);
        register_module("attention", _attention);
        register_module("norm", _norm);
        register_module("inner", _inner);
        register_module("outer", _outer);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor rows, Tensor sequence, Tensor mask)
    {
        using var scope = NewDisposeScope();
        Tensor queries = _queryNorm.call(rows);
        Tensor context = _norm.call(_attention.call(queries, sequence, mask).Plus(queries));
        Tensor inner = Dropping.Of(nn.functional.relu(_inner.call(context)), _shape.Dropout, training);
        Tensor outer = Dropping.Of(_outer.call(inner), _shape.Dropout, training);
        return outer.Plus(context).MoveToOuterDisposeScope();
    }

    /// <summary>Does nothing: the parts are registered by hand.</summary>
    protected override void RegisterComponents()
    {
    }
}
