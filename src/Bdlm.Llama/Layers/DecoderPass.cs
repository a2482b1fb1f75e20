using Bdlm.Llama.Generation;
using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

/// <summary>What all layers share in one forward pass.</summary>
/// <param name="Angles">The rotary embedding of the new tokens.</param>
/// <param name="Mask">
/// Added to attention scores: 0 where a token may look, −∞ elsewhere; <c>[batch or 1, 1, length, keys]</c>. Null where
/// <paramref name="Causal"/> says all.
/// </param>
/// <param name="Causal">Whether the plain triangle masks; only without <paramref name="Mask"/>.</param>
/// <param name="Dropout">Null outside training.</param>
/// <param name="Cache">Keys and values of earlier tokens; null in a full forward pass.</param>
/// <param name="MapType">What linear maps multiply in; null for the hidden states' own type.</param>
internal sealed record DecoderPass(RotaryAngles Angles, Tensor? Mask, bool Causal, DropoutMasks? Dropout = null, KeyValueCache? Cache = null, ScalarType? MapType = null)
{
    /// <summary>Values in the type that linear maps multiply in; the tensor itself where it has that type.</summary>
    public Tensor Narrow(Tensor values) => MapType is { } type && values.dtype != type ? values.to(type) : values;

    /// <summary>Drops values in training, else returns the tensor itself.</summary>
    public Tensor Drop(Tensor values) => Dropout is null ? values : Dropout.Apply(values);
}
