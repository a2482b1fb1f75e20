using FsCheck.Xunit;

namespace Bdlm.Language;

public sealed class PromptTreeTests
{
    [Fact]
    public void Of_ABeginningAndTwoContinuations_HoldsTheBeginningOnce()
    {
        // 1 2 ─┬─ 3 4
        //      └─ 5      and 1 2 itself
        PromptTree tree = PromptTree.Of([[1, 2, 5], [1, 2], [1, 2, 3, 4]]);
        Assert.Equal([1, 2, 3, 4, 5], tree.TokenIds);
        Assert.Equal([0, 1, 2, 3, 2], tree.Positions);
        Assert.Equal([-1, 0, 1, 2, 1], tree.Parents);
        Assert.Equal([0, 1, 4], tree.PathOf(0));
        Assert.Equal([0, 1], tree.PathOf(1));
        Assert.Equal([0, 1, 2, 3], tree.PathOf(2));
        Assert.Equal((5, 3, 4, true), (tree.Length, tree.PromptCount, tree.Depth, tree.HasBranches));
        Assert.Equal([[0, 1, 2, 3], [0, 1, 4]], tree.LeafPaths());
    }

    [Fact]
    public void Of_OnePromptOrItsBeginnings_HasNoBranch()
    {
        Assert.False(PromptTree.Of([[7]]).HasBranches);
        PromptTree tree = PromptTree.Of([[7, 8, 9], [7], [7, 8, 9]]);
        Assert.False(tree.HasBranches);
        Assert.Equal([7, 8, 9], tree.TokenIds);
        Assert.Equal([2, 0, 2], new[] { tree.EndOf(0), tree.EndOf(1), tree.EndOf(2) });
    }

    [Property(MaxTest = 200)]
    public void Of_AnyPrompts_EveryPathIsItsPromptAndEveryBeginningStandsOnce(int seed)
    {
        int[][] prompts = RandomPrompts.Draw(new Random(seed), 4, 9);
        PromptTree tree = PromptTree.Of(prompts);
        for (int prompt = 0; prompt < prompts.Length; prompt++)
        {
            int[] path = tree.PathOf(prompt);
            Assert.Equal(prompts[prompt], path.Select(place => tree.TokenIds[place]));
            Assert.Equal(Enumerable.Range(0, path.Length), path.Select(place => tree.Positions[place]));
            Assert.Equal(path[^1], tree.EndOf(prompt));
        }

        int beginnings = prompts.SelectMany(prompt => Enumerable.Range(1, prompt.Length).Select(length => string.Join(' ', prompt[..length]))).Distinct().Count();
        Assert.Equal(beginnings, tree.Length);
        Assert.All(Enumerable.Range(0, tree.Length), place => Assert.True(tree.Parents[place] < place));
        Assert.Equal(prompts.Max(prompt => prompt.Length), tree.Depth);
    }

    [Fact]
    public void Of_NoPromptOrAnEmptyOne_IsRefused()
    {
        Assert.StartsWith("prompts is empty; expected at least one prompt.", Assert.Throws<ArgumentException>(() => PromptTree.Of([])).Message, StringComparison.Ordinal);
        Assert.StartsWith("prompts[1] is empty; expected at least one token.", Assert.Throws<ArgumentException>(() => PromptTree.Of([[1], []])).Message, StringComparison.Ordinal);
    }
}
