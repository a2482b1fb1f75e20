namespace Bdlm.Domain.Objectives;

/// <summary>Lays positives and their sampled negatives out as rows of candidates.</summary>
internal static class SampledCandidates
{
    /// <summary>Each positive and behind it its negatives, row after row: <c>[positives, 1 + each]</c> in row-major order.</summary>
    /// <param name="positives">The items that were taken.</param>
    /// <param name="negatives">Their negatives, positive after positive.</param>
    /// <param name="each">Negatives of a positive.</param>
    public static long[] Join(ReadOnlySpan<long> positives, ReadOnlySpan<int> negatives, int each)
    {
        int width = 1 + each;
        var candidates = new long[positives.Length * width];
        for (int row = 0; row < positives.Length; row++)
        {
            candidates[row * width] = positives[row];
            for (int index = 0; index < each; index++)
            {
                candidates[(row * width) + 1 + index] = negatives[(row * each) + index];
            }
        }

        return candidates;
    }
}
