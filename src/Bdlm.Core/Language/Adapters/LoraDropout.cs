using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Language.Adapters;

/// <summary>
/// The dropout of all adapters of a model. Masks follow from the seed of the pass and the adapter's number, not from the order of asking,
/// so that a layer that is computed a second time can have the same ones.
/// </summary>
internal sealed class LoraDropout(double probability)
{
    /// <summary>Follows from the model's seed and the number of training passes so far.</summary>
    public long PassSeed { get; set; }

    /// <summary>Counts a pass in <paramref name="state"/>, int64 <c>[2]</c> of seed and passes, which is saved with the adapters.</summary>
    public void BeginPass(Tensor state)
    {
        if (probability == 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor passes = state[1];
        passes.PlusInPlace(1);
        PassSeed = unchecked((long)Mix((ulong)state[0].item<long>(), (ulong)passes.item<long>()));
    }

    /// <summary>Zeroes a share of the values and scales the others up, so that the expectation stays.</summary>
    public Tensor Apply(Tensor values, int adapter)
    {
        if (probability == 0)
        {
            return values;
        }

        using var scope = NewDisposeScope();
        using var generator = new Generator(Mix(unchecked((ulong)PassSeed), (ulong)adapter), values.device);
        double kept = 1 - probability;
        Tensor mask = empty(values.shape, dtype: values.dtype, device: values.device).bernoulli_(kept, generator).div_(KeptScalar.Of(kept));
        return (values * mask).MoveToOuterDisposeScope();
    }

    /// <summary>A seed for each pair, spread over all bits by the finaliser of SplitMix64.</summary>
    private static ulong Mix(ulong seed, ulong number)
    {
        ulong bits = unchecked(seed * 0x9E3779B97F4A7C15UL + number);
        bits = unchecked((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL);
        bits = unchecked((bits ^ (bits >> 27)) * 0x94D049BB133111EBUL);
        return bits ^ (bits >> 31);
    }
}
