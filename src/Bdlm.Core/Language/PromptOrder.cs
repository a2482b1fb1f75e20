namespace Bdlm.Language;

/// <summary>The lexicographic order of token sequences, in which those that begin alike stand side by side.</summary>
internal static class PromptOrder
{
    /// <summary>The places of prompts in ascending order; equal ones keep their order.</summary>
    public static int[] Sort(IReadOnlyList<int[]> prompts)
    {
        int[] places = [.. Enumerable.Range(0, prompts.Count)];
        Array.Sort(places, (one, other) =>
        {
            int order = prompts[one].AsSpan().SequenceCompareTo(prompts[other]);
            return order != 0 ? order : one.CompareTo(other);
        });
        return places;
    }
}
