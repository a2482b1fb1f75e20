using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

/// <summary>
/// Causal self-attention in which each key and value head serves a group of query heads:
/// head = softmax(q kᵀ / √headDim + mask) v, with q and k turned by the rotary embedding.
/// </summary>
internal sealed class GroupedQueryAttention : nn.Module<Tensor, DecoderPass, Tensor>
{
    private readonly int _layer;
    private readonly int _heads;
    private readonly int _keyValueHeads;
    private readonly int _headDim;

    [ComponentName(Name = "q_proj")]
    private readonly Projection _query;

    [ComponentName(Name = "k_proj")]
    private readonly Projection _key;

    [ComponentName(Name = "v_proj")]
    private readonly Projection _value;

    [ComponentName(Name = "o_proj")]
    private readonly Projection _output;

    public GroupedQueryAttention(LlamaConfig config, int layer, Projection query, Projection key, Projection value, Projection output)
        : base(nameof(GroupedQueryAttention))
    {
        (_layer, _heads, _keyValueHeads, _headDim) = (layer, config.HeadCount, config.KeyValueHeadCount, config.HeadDim);
        (_query, _key, _value, _output) = (query, key, value, output);
        register_module("q_proj", _query);
        register_module("k_proj", _key);
        register_module("v_proj", _value);
        register_module("o_proj", _output);
    }

    /// <summary><c>[batch, length, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden, DecoderPass pass)
    {
        using var scope = NewDisposeScope();
        Tensor input = pass.Narrow(hidden);
        Tensor query = pass.Angles.Rotate(Heads(_query, input, _heads, hidden.dtype)).transpose(1, 2);
        Tensor key = pass.Angles.Rotate(Heads(_key, input, _keyValueHeads, hidden.dtype)).transpose(1, 2);
        Tensor value = Heads(_value, input, _keyValueHeads, hidden.dtype).transpose(1, 2);
        if (pass.Cache is not null)
        {
            (key, value) = pass.Cache.Append(_layer, key, value);
        }

        Tensor attended = hidden.shape[1] == 1 ? AttendFromOne(query, key, value, pass) : Attend(query, key, value, pass);
        return _output.call(pass.Narrow(attended.view(hidden.shape[0], hidden.shape[1], (long)_heads * _headDim))).MoveToOuterDisposeScope();
    }

    // Scores and their softmax stay in the hidden states' type: products as small as a head's gain nothing from a narrower one.
    private Tensor Heads(Projection projection, Tensor input, int count, ScalarType dtype)
    {
        Tensor heads = projection.call(input);
        return (heads.dtype == dtype ? heads : heads.to(dtype)).view(input.shape[0], input.shape[1], count, _headDim);
    }

    /// <summary>Heads <c>[batch, heads, length or keys, headDim]</c> to <c>[batch, length, heads * headDim]</c>.</summary>
    private Tensor Attend(Tensor query, Tensor key, Tensor value, DecoderPass pass)
    {
        Tensor attended = nn.functional.scaled_dot_product_attention(query, Repeat(key), Repeat(value), pass.Mask, 0, pass.Causal);
        return attended.transpose(1, 2).flatten(2);
    }

    /// <summary>One new token: the heads of a group are rows of one query, so that keys and values need no repetition.</summary>
    private Tensor AttendFromOne(Tensor query, Tensor key, Tensor value, DecoderPass pass)
    {
        Tensor groups = query.reshape(query.shape[0], _keyValueHeads, _heads / _keyValueHeads, _headDim);
        return nn.functional.scaled_dot_product_attention(groups, key, value, pass.Mask).flatten(1);
    }

    /// <summary>Key or value heads <c>[batch, keyValueHeads, keys, headDim]</c>, each repeated for its group of query heads.</summary>
    private Tensor Repeat(Tensor heads)
    {
        int group = _heads / _keyValueHeads;
        return group == 1 ? heads : heads.unsqueeze(2).expand(-1, -1, group, -1, -1).flatten(1, 2);
    }
}
