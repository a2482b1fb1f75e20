using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

/// <summary>
/// The seed and the number of training passes so far, in one int64 tensor <c>[2]</c> that is saved with the model, so that a
/// resumed training draws the masks that an uninterrupted one would.
/// </summary>
internal static class DropoutState
{
    /// <summary>The state before the first pass. The caller owns it.</summary>
    public static Tensor Create(int seed) => tensor(new long[] { seed, 0 }).DetachFromDisposeScope();

    /// <summary>Counts a pass and returns its masks.</summary>
    public static DropoutMasks Next(Tensor state, double probability)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor passes = state[1];
        passes.PlusInPlace(1);
        return new DropoutMasks(probability, Mix((ulong)state[0].item<long>(), (ulong)passes.item<long>()));
    }

    /// <summary>A seed for each pass, spread over all bits by the finaliser of SplitMix64.</summary>
    private static ulong Mix(ulong seed, ulong pass)
    {
        ulong bits = unchecked(seed * 0x9E3779B97F4A7C15UL + pass);
        bits = unchecked((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL);
        bits = unchecked((bits ^ (bits >> 27)) * 0x94D049BB133111EBUL);
        return bits ^ (bits >> 31);
    }
}
