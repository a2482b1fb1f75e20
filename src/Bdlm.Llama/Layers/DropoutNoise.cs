using System.Numerics;
using System.Runtime.InteropServices;

namespace Bdlm.Llama.Layers;

/// <summary>
/// The random numbers of dropout: sixteen bits for each value, from a counter that the finaliser of SplitMix64 spreads (Steele et al., 2014). What a value gets depends on the seed
/// and its number alone, neither on the width of vectors nor on the number of threads. Torch draws 53 bits a value, one value at a time.
/// </summary>
internal static class DropoutNoise
{
    /// <summary>Values that share a random number of 64 bits: masks begin at multiples of it.</summary>
    public const int ValuesPerDraw = 4;

    private const double Levels = 1 << 16;
    private const ulong Golden = 0x9E3779B97F4A7C15UL;
    private const ulong FirstFactor = 0xBF58476D1CE4E5B9UL;
    private const ulong SecondFactor = 0x94D049BB133111EBUL;

    /// <summary>Writes a mask: 0 for dropped values, and for kept ones what keeps the expectation.</summary>
    /// <param name="mask">Where to.</param>
    /// <param name="probability">The share dropped, in [0, 1); rounded to the next 65,536th.</param>
    /// <param name="seed">Decides all numbers.</param>
    /// <param name="first">The number of the first value, a multiple of <see cref="ValuesPerDraw"/>.</param>
    public static void Fill(Span<float> mask, double probability, ulong seed, long first)
    {
        // At least one level is kept, so that the scale is finite.
        var dropped = (ushort)Math.Min(Math.Round(probability * Levels), Levels - 1);
        float scale = (float)(Levels / (Levels - dropped));
        ulong counter = unchecked(seed + ((ulong)first / ValuesPerDraw * Golden));
        int done = FillVectors(mask, dropped, scale, counter);
        Span<ulong> draw = stackalloc ulong[1];
        for (; done < mask.Length; done += ValuesPerDraw)
        {
            draw[0] = Mix(unchecked(counter + ((ulong)(done / ValuesPerDraw) * Golden)));
            ReadOnlySpan<ushort> lanes = MemoryMarshal.Cast<ulong, ushort>(draw);
            for (int lane = 0; lane < ValuesPerDraw && done + lane < mask.Length; lane++)
            {
                mask[done + lane] = lanes[lane] < dropped ? 0 : scale;
            }
        }
    }

    // The values of whole vectors; how many they were.
    private static int FillVectors(Span<float> mask, ushort dropped, float scale, ulong counter)
    {
        var step = new Vector<ulong>(unchecked((ulong)Vector<ulong>.Count * Golden));
        Vector<ulong> counters = new Vector<ulong>(counter) + (Vector<ulong>.Indices * new Vector<ulong>(Golden));
        var threshold = new Vector<ushort>(dropped);
        Vector<uint> bits = new(BitConverter.SingleToUInt32Bits(scale));
        int whole = mask.Length - (mask.Length % Vector<ushort>.Count);
        for (int done = 0; done < whole; done += Vector<ushort>.Count)
        {
            // All ones where a value is kept; widened with its sign, all ones again.
            Vector<short> kept = Vector.AsVectorInt16(Vector.GreaterThanOrEqual(Vector.AsVectorUInt16(Mix(counters)), threshold));
            Vector.Widen(kept, out Vector<int> low, out Vector<int> high);
            Vector.AsVectorSingle(Vector.AsVectorUInt32(low) & bits).CopyTo(mask[done..]);
            Vector.AsVectorSingle(Vector.AsVectorUInt32(high) & bits).CopyTo(mask[(done + Vector<float>.Count)..]);
            counters += step;
        }

        return whole;
    }

    private static Vector<ulong> Mix(Vector<ulong> bits)
    {
        bits = (bits ^ (bits >>> 30)) * new Vector<ulong>(FirstFactor);
        bits = (bits ^ (bits >>> 27)) * new Vector<ulong>(SecondFactor);
        return bits ^ (bits >>> 31);
    }

    private static ulong Mix(ulong bits)
    {
        bits = unchecked((bits ^ (bits >> 30)) * FirstFactor);
        bits = unchecked((bits ^ (bits >> 27)) * SecondFactor);
        return bits ^ (bits >> 31);
    }
}
