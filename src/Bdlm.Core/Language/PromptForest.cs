namespace Bdlm.Language;

/// <summary>
/// Many prompts as few trees: those that begin alike come together, whatever the order in which they are given. What is joined decides about
/// speed alone, never about results.
/// </summary>
internal static class PromptForest
{
    /// <summary>
    /// The most tokens of a tree that holds several prompts. Attention costs the square of it: wider trees save few further tokens and cost more
    /// than they save.
    /// </summary>
    public const int MostTokens = 512;

    /// <summary>Joins neighbours in lexicographic order as long as a prompt shares at least half of its tokens with the one before it.</summary>
    /// <param name="prompts">Token ids; none is empty.</param>
    /// <param name="mostTokens">The most tokens of a tree of several prompts; 0 makes one tree of each prompt.</param>
    public static IReadOnlyList<PlantedTree> Plant(IReadOnlyList<int[]> prompts, int mostTokens)
    {
        List<PlantedTree> forest = [];
        List<int> places = [];
        int tokens = 0;
        int[] previous = [];
        foreach (int place in PromptOrder.Sort(prompts))
        {
            int[] prompt = prompts[place];
            int shared = prompt.AsSpan().CommonPrefixLength(previous);
            bool joins = places.Count > 0 && 2 * shared >= prompt.Length && tokens + prompt.Length - shared <= mostTokens;
            if (!joins && places.Count > 0)
            {
                forest.Add(PlantedTree.Of(prompts, places));
                places.Clear();
            }

            tokens = joins ? tokens + prompt.Length - shared : prompt.Length;
            places.Add(place);
            previous = prompt;
        }

        return places.Count > 0 ? [.. forest, PlantedTree.Of(prompts, places)] : forest;
    }
}
