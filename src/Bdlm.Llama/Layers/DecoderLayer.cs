using Bdlm.Language.Adapters;
using Bdlm.Tensors;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

/// <summary>One layer: x + attention(norm(x)), then x + feedForward(norm(x)).</summary>
internal sealed class DecoderLayer : nn.Module<Tensor, DecoderPass, Tensor>
{
    [ComponentName(Name = "input_layernorm")]
    private readonly RmsNorm _attentionNorm;

    [ComponentName(Name = "self_attn")]
    private readonly GroupedQueryAttention _attention;

    [ComponentName(Name = "post_attention_layernorm")]
    private readonly RmsNorm _feedForwardNorm;

    [ComponentName(Name = "mlp")]
    private readonly GatedFeedForward _feedForward;

    public DecoderLayer(RmsNorm attentionNorm, GroupedQueryAttention attention, RmsNorm feedForwardNorm, GatedFeedForward feedForward)
        : base(nameof(DecoderLayer))
    {
        (_attentionNorm, _attention, _feedForwardNorm, _feedForward) = (attentionNorm, attention, feedForwardNorm, feedForward);
        register_module("input_layernorm", _attentionNorm);
        register_module("self_attn", _attention);
        register_module("post_attention_layernorm", _feedForwardNorm);
        register_module("mlp", _feedForward);
    }

    /// <summary>What adapts the layer's maps at present.</summary>
    public IEnumerable<ILinearAdapter> Adapters => modules().OfType<Projection>().Select(map => map.Adapter).OfType<ILinearAdapter>();

    /// <summary>Wires a layer of fresh parameters.</summary>
    public static DecoderLayer Create(LlamaConfig config, int layer, ParameterFactory parameters)
    {
        int hidden = config.HiddenSize;
        int queries = config.HeadCount * config.HeadDim;
        int keyValues = config.KeyValueHeadCount * config.HeadDim;
        bool biased = config.AttentionBias != AttentionBias.None;
        // What two parts a layer add to the hidden state grows with depth: their last maps start smaller.
        double residualScale = 1 / Math.Sqrt(2.0 * config.LayerCount);
        var attention = new GroupedQueryAttention(
            config,
            layer,
            parameters.Projection(queries, hidden, biased),
            parameters.Projection(keyValues, hidden, biased),
            parameters.Projection(keyValues, hidden, biased),
            parameters.Projection(hidden, queries, config.AttentionBias == AttentionBias.All, residualScale));
        var feedForward = new GatedFeedForward(
            parameters.Projection(config.IntermediateSize, hidden, config.MlpBias),
            parameters.Projection(config.IntermediateSize, hidden, config.MlpBias),
            parameters.Projection(hidden, config.IntermediateSize, config.MlpBias, residualScale));
        return new DecoderLayer(Norm(), attention, Norm(), feedForward);

        RmsNorm Norm() => new(parameters.Gain(hidden), config.RmsNormEpsilon);
    }

    public override Tensor forward(Tensor hidden, DecoderPass pass)
    {
        using var scope = NewDisposeScope();
        Tensor attended = Plus(hidden, _attention.call(_attentionNorm.call(hidden), pass), pass);
        return Plus(attended, _feedForward.call(pass.Narrow(_feedForwardNorm.call(attended))), pass).MoveToOuterDisposeScope();
    }

    // Dropout scales what it keeps, which a narrow type would round.
    private static Tensor Plus(Tensor hidden, Tensor branch, DecoderPass pass) => hidden.Plus(pass.Drop(branch.dtype == hidden.dtype ? branch : branch.to(hidden.dtype)));
}
