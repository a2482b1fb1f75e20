namespace Bdlm.Language;

/// <summary>A tree and where its prompts stand among all that were given.</summary>
/// <param name="Tree">The tree.</param>
/// <param name="Places">The place of each prompt of the tree, in the tree's order.</param>
internal sealed record PlantedTree(PromptTree Tree, int[] Places)
{
    /// <summary>Makes a tree of some of the prompts.</summary>
    public static PlantedTree Of(IReadOnlyList<int[]> prompts, IReadOnlyList<int> places) =>
        new(PromptTree.Of([.. places.Select(place => prompts[place])]), [.. places]);
}
