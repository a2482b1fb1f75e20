using FsCheck.Xunit;

namespace Bdlm.Language;

public sealed class PromptForestTests
{
    [Fact]
    public void Plant_QuestionsOfTwoUsersMixed_MakesATreeOfEach()
    {
        int[][] prompts = [[1, 2, 3, 4, 10], [1, 9, 8, 7, 10], [1, 2, 3, 4, 11], [1, 9, 8, 7, 12], [1, 2, 3, 4]];
        IReadOnlyList<PlantedTree> forest = PromptForest.Plant(prompts, 100);
        Assert.Equal([[4, 0, 2], [1, 3]], forest.Select(planted => planted.Places));
        Assert.Equal([6, 6], forest.Select(planted => planted.Tree.Length));
    }

    [Fact]
    public void Plant_LessThanHalfShared_StaysApart() =>
        Assert.Equal(2, PromptForest.Plant([[1, 2, 3, 4, 5], [1, 2, 6, 7, 8]], 100).Count);

    [Fact]
    public void Plant_NothingAllowed_MakesATreeOfEachPrompt() =>
        Assert.Equal([[0], [1], [2]], PromptForest.Plant([[1, 2], [1, 2], [1, 2, 3]], 0).Select(planted => planted.Places));

    [Property(MaxTest = 200)]
    public void Plant_AnyPrompts_HoldsEachOnceWithinTheLimit(int seed)
    {
        var random = new Random(seed);
        int[][] prompts = [.. Enumerable.Range(0, random.Next(4)).SelectMany(_ => RandomPrompts.Draw(random, 4, 9))];
        int limit = random.Next(30);
        IReadOnlyList<PlantedTree> forest = PromptForest.Plant(prompts, limit);
        Assert.Equal(Enumerable.Range(0, prompts.Length), forest.SelectMany(planted => planted.Places).Order());
        foreach (PlantedTree planted in forest)
        {
            Assert.True(planted.Places.Length == 1 || planted.Tree.Length <= limit);
            Assert.All(planted.Places.Index(), entry => Assert.Equal(prompts[entry.Item], planted.Tree.PathOf(entry.Index).Select(place => planted.Tree.TokenIds[place])));
        }
    }
}
