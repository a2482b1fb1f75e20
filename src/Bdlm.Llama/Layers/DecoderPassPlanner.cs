using Bdlm.Llama.Generation;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

/// <summary>
/// Turns a padding mask into positions and attention masks, the cheapest that give the same result at real tokens.
/// </summary>
/// <remarks>
/// Padding on the right needs no mask: no real token looks to its right. Otherwise a token looks at itself and at real tokens
/// before it, so that even a row of padding alone has something to attend to and stays finite.
/// </remarks>
internal sealed class DecoderPassPlanner(RotaryEmbedding rotary)
{
    /// <summary>Plans a full forward pass over <paramref name="mask"/> <c>[batch, length]</c>, bool.</summary>
    public DecoderPass Full(Tensor mask, ScalarType dtype)
    {
        long length = mask.shape[1];
        if (rotary.DependsOn(length))
        {
            return Beyond(mask, length, dtype);
        }

        if (IsRightPadded(mask))
        {
            return new DecoderPass(rotary.Consecutive(0, length, mask.device, dtype), Mask: null, Causal: length > 1);
        }

        Tensor positions = mask.to(ScalarType.Int64).cumsum(1).Minus(1).clamp_min(KeptScalar.Of(0));
        return new DecoderPass(rotary.At(positions, length, dtype), AdditiveMask(mask, length, dtype), Causal: false);
    }

    /// <summary>Plans a pass over tokens at <paramref name="positions"/> <c>[batch, length]</c> that see what <paramref name="visible"/> <c>[batch, length, length]</c> says, and themselves.</summary>
    public DecoderPass Trees(Tensor positions, Tensor visible, ScalarType dtype)
    {
        long length = positions.shape[1];
        Tensor itself = eye(length, dtype: ScalarType.Bool, device: visible.device);
        Tensor allowed = visible.logical_or(itself).unsqueeze(1);
        return new DecoderPass(rotary.At(positions, positions.max().item<long>() + 1, dtype), Additive(allowed, dtype), Causal: false);
    }

    /// <summary>Plans a pass of <paramref name="length"/> new tokens for which <paramref name="cache"/> has made room.</summary>
    public DecoderPass Continued(KeyValueCache cache, long length, Device device, ScalarType dtype)
    {
        long past = cache.Length;
        if (rotary.DependsOn(past + length))
        {
            using Tensor all = cache.RealTokens(past + length);
            return Beyond(all, length, dtype) with { Cache = cache };
        }

        if (!cache.HasPadding)
        {
            RotaryAngles angles = rotary.Consecutive(past, length, device, dtype);
            bool triangle = past == 0 && length > 1;
            Tensor? triangleAfterPast = past > 0 && length > 1 ? Additive(Triangle(length, past + length, device), dtype) : null;
            return new DecoderPass(angles, triangleAfterPast, triangle, Cache: cache);
        }

        using Tensor real = cache.RealTokens(past + length);
        Tensor positions = real.to(ScalarType.Int64).cumsum(1).narrow(1, past, length).Minus(1).clamp_min(KeptScalar.Of(0));
        return new DecoderPass(rotary.At(positions, past + length, dtype), AdditiveMask(real, length, dtype), Causal: false, Cache: cache);
    }

    /// <summary>Plans for the last <paramref name="length"/> of the tokens in <paramref name="real"/> <c>[batch, keys]</c> where each sequence's length decides its angles.</summary>
    private DecoderPass Beyond(Tensor real, long length, ScalarType dtype)
    {
        long keys = real.shape[1];
        using Tensor counts = real.to(ScalarType.Int64).sum(1);
        using Tensor positions = real.to(ScalarType.Int64).cumsum(1).narrow(1, keys - length, length).Minus(1).clamp_min(KeptScalar.Of(0));
        return new DecoderPass(rotary.Beyond(positions, counts, dtype), AdditiveMask(real, length, dtype), Causal: false);
    }

    private static bool IsRightPadded(Tensor mask)
    {
        long length = mask.shape[1];
        using var scope = NewDisposeScope();
        return length == 1 || !mask.narrow(1, 1, length - 1).gt(mask.narrow(1, 0, length - 1)).any().item<bool>();
    }

    /// <summary>The mask of the last <paramref name="length"/> of the tokens in <paramref name="real"/> <c>[batch, keys]</c>.</summary>
    private static Tensor AdditiveMask(Tensor real, long length, ScalarType dtype)
    {
        using var scope = NewDisposeScope();
        long keys = real.shape[1];
        Tensor triangle = Triangle(length, keys, real.device);
        Tensor itself = triangle.triu(keys - length);
        Tensor allowed = real.unsqueeze(1).logical_and(triangle).logical_or(itself);
        return Additive(allowed, dtype).unsqueeze(1).MoveToOuterDisposeScope();
    }

    private static Tensor Triangle(long length, long keys, Device device) =>
        ones(length, keys, dtype: ScalarType.Bool, device: device).tril(keys - length);

    private static Tensor Additive(Tensor allowed, ScalarType dtype) =>
        zeros(allowed.shape, dtype: dtype, device: allowed.device).masked_fill_(allowed.logical_not(), KeptScalar.Of(float.NegativeInfinity));
}
