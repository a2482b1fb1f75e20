using System.Runtime.InteropServices;
using Bdlm.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

/// <summary>The dropout of one training pass: its masks follow from the seed and the number of values dropped before, in the order of asking.</summary>
/// <param name="probability">The share of values dropped, in [0, 1).</param>
/// <param name="seed">Decides all masks of the pass.</param>
/// <param name="asked">The number of values that were asked about before.</param>
internal sealed class DropoutMasks(double probability, ulong seed, long asked = 0)
{
    private long _asked = asked;

    /// <summary>Zeroes a share of the values and scales the others up, so that the expectation stays.</summary>
    public Tensor Apply(Tensor values)
    {
        using var scope = NewDisposeScope();
        return (values * Mask(values)).MoveToOuterDisposeScope();
    }

    /// <summary>Masks from the present place in the sequence on, so that those after it can be drawn a second time.</summary>
    public DropoutMasks Remember() => new(probability, seed, _asked);

    private Tensor Mask(Tensor values)
    {
        long first = _asked;
        _asked += (values.numel() + DropoutNoise.ValuesPerDraw - 1) / DropoutNoise.ValuesPerDraw * DropoutNoise.ValuesPerDraw;
        if (values.device_type != DeviceType.CPU || values.numel() > int.MaxValue / sizeof(float))
        {
            using var generator = new Generator(unchecked(seed + (ulong)first), values.device);
            double kept = 1 - probability;
            return empty(values.shape, dtype: values.dtype, device: values.device).bernoulli_(kept, generator).div_(KeptScalar.Of(kept));
        }

        Tensor mask = empty(values.shape, dtype: ScalarType.Float32);
        DropoutNoise.Fill(MemoryMarshal.Cast<byte, float>(mask.bytes), probability, seed, first);
        return mask.dtype == values.dtype ? mask : mask.to(values.dtype);
    }
}
