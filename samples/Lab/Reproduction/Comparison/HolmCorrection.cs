namespace Bdlm.Lab.Reproduction.Comparison;

/// <summary>
/// Holm's step-down correction: among m tests of one table the chance of a single false "real" stays below the level,
/// however the tests hang together.
/// </summary>
internal static class HolmCorrection
{
    /// <summary>The corrected p-values: max over the smaller ones of (m − rank) · p, at most 1.</summary>
    /// <param name="pValues">In [0, 1].</param>
    /// <returns>In the order of <paramref name="pValues"/>.</returns>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        var adjusted = new double[pValues.Count];
        double largest = 0;
        int rank = 0;
        foreach (int place in Enumerable.Range(0, pValues.Count).OrderBy(place => pValues[place]))
        {
            largest = Math.Max(largest, Math.Min(1, (pValues.Count - rank) * pValues[place]));
            adjusted[place] = largest;
            rank++;
        }

        return adjusted;
    }
}
