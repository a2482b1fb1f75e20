using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Sequential;

/// <summary>
/// A transformer block that normalises after each residual sum, as ReChorus' SASRec and BERT4Rec. Called with the rows whose
/// results are wanted <c>[batch, rows, dim]</c>, the whole sequence <c>[batch, width, dim]</c>, and a mask as in
/// <see cref="SelfAttention"/>.
/// </summary>
internal sealed class PostNormBlock : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly BlockShape _shape;
    private readonly SelfAttention _attention;
    private readonly DenseLayer? _output;
    private readonly NormLayer _attentionNorm;
    private readonly DenseLayer _inner;
    private readonly DenseLayer _outer;
    private readonly NormLayer _norm;

    /// <summary>Makes a block with drawn values.</summary>
    public PostNormBlock(BlockShape shape, LayerDraws draws)
        : base(nameof(PostNormBlock))
    {
        _shape = shape;
        _attention = new SelfAttention(shape.Dim, shape.Heads, shape.AttentionDropout, draws);
        _attentionNorm = new NormLayer(shape.Dim, shape.NormEpsilon, draws);
        _inner = new DenseLayer(shape.Dim, shape.InnerDim, draws);
        _outer = new DenseLayer(shape.InnerDim, shape.Dim, draws);
        _norm = new NormLayer(shape.Dim, shape.NormEpsilon, draws);
        register_module("attention", _attention);
        register_module("attention_norm", _attentionNorm);
        register_module("inner", _inner);
        register_module("outer", _outer);
        register_module("norm", _norm);
        if (shape.AsBert)
        {
            _output = new DenseLayer(shape.Dim, shape.Dim, draws);
            register_module("output", _output);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor rows, Tensor sequence, Tensor mask)
    {
        using var scope = NewDisposeScope();
        Tensor heads = _attention.call(rows, sequence, mask);
        Tensor attended = Dropping.Of(_output is null ? heads : _output.call(heads), _shape.Dropout, training);
        Tensor context = _attentionNorm.call(attended.Plus(rows));
        Tensor inner = _inner.call(context);
        Tensor fed = _outer.call(_shape.AsBert ? nn.functional.gelu(inner) : nn.functional.relu(inner));
        return _norm.call(Dropping.Of(fed, _shape.Dropout, training).Plus(context)).MoveToOuterDisposeScope();
    }

    /// <summary>Does nothing: the parts are registered by hand.</summary>
    protected override void RegisterComponents()
    {
    }
}
