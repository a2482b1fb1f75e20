namespace Bdlm.Loops;

/// <summary>
/// Derives the seed of one step from the run's seed and the step's place, so that a resumed run draws the same numbers
/// as an undisturbed one without any generator's state being saved.
/// </summary>
internal static class StepSeed
{
    /// <summary>A non-negative seed that depends on every argument.</summary>
    public static int For(int seed, params ReadOnlySpan<long> place)
    {
        ulong state = Scramble((ulong)seed);
        foreach (long part in place)
        {
            state = Scramble(state + 0x9E3779B97F4A7C15UL + (ulong)part);
        }

        return (int)(Scramble(state) >> 33);
    }

    // The finaliser of SplitMix64 (Steele, Lea & Flood 2014).
    private static ulong Scramble(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
