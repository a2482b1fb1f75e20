using Bdlm.Baselines;
using Bdlm.Data;
using Bdlm.Testing.Recommending;
using FsCheck.Xunit;

namespace Bdlm.Models.Tests.Baselines;

public sealed class ItemKnnTests
{
    // Item 0: users 0, 1, 2; item 1: users 0, 1; item 2: user 2; item 3: nobody.
    private static readonly TrainView Train = new(3, 4, [0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 0, 2], new long[6]);

    [Fact]
    public void Similarities_OfThreeItems_AreCosines()
    {
        ItemKnn model = ItemKnn.Create(new ItemKnnOptions(), Train);
        Assert.Equal([1, 2], model.Similarities.ColumnsOf(0).ToArray());
        Assert.Equal([(float)(2 / Math.Sqrt(6)), (float)(1 / Math.Sqrt(3))], model.Similarities.ValuesOf(0).ToArray());
        Assert.Equal([0], model.Similarities.ColumnsOf(1).ToArray());
        Assert.Empty(model.Similarities.ColumnsOf(3).ToArray());
    }

    [Fact]
    public void Score_OfHistory_SumsSimilaritiesOnce()
    {
        ItemKnn model = ItemKnn.Create(new ItemKnnOptions(), Train);
        var scores = new float[2];
        model.Score(0, [1, 2, 1], [0, 3], scores);
        Assert.Equal((2 / Math.Sqrt(6)) + (1 / Math.Sqrt(3)), scores[0], 1e-6);
        Assert.Equal(0, scores[1]);
    }

    [Fact]
    public void Score_OfOneNeighbour_DropsTheFartherOne()
    {
        ItemKnn model = ItemKnn.Create(new ItemKnnOptions { Neighbours = 1 }, Train);
        Assert.Equal([1], model.Similarities.ColumnsOf(0).ToArray());
    }

    [Fact]
    public void Similarities_WithShrinkage_ShrinkRareItems()
    {
        ItemKnn model = ItemKnn.Create(new ItemKnnOptions { Shrinkage = 10 }, Train);
        Assert.Equal(2 / (Math.Sqrt(6) + 10), model.Similarities.ValuesOf(0)[0], 1e-6);
    }

    [Fact]
    public void Score_OnTwoGroups_FindsTheItemsLeftOut()
    {
        TrainView train = TwoGroups.Train();
        ItemKnn model = ItemKnn.Create(new ItemKnnOptions(), train);
        int[] candidates = [.. Enumerable.Range(0, train.ItemCount)];
        var scores = new float[candidates.Length];
        for (int user = 0; user < train.UserCount; user++)
        {
            model.Score(user, train.ItemsOf(user), candidates, scores);
            Assert.All(candidates, item => Assert.Equal(TwoGroups.SameGroup(user, item), scores[item] > 0));
        }
    }

    [Fact]
    public void Create_OfBadOptions_ReportsAllFaults()
    {
        var fault = Assert.Throws<ArgumentException>(() => ItemKnn.Create(new ItemKnnOptions { Neighbours = 0, Shrinkage = -1 }, Train));
        Assert.Equal("ItemKnnOptions: Neighbours is 0; expected at least 1. Shrinkage is -1; expected a number of at least 0.", fault.Message);
    }

    [Property(MaxTest = 50)]
    public void Similarities_OfRandomRows_EqualBruteForce(int seed)
    {
        var random = new Random(seed);
        int[] users = [.. Enumerable.Range(0, 60).Select(_ => random.Next(12))];
        int[] items = [.. Enumerable.Range(0, 60).Select(_ => random.Next(9))];
        ItemKnn model = ItemKnn.Create(new ItemKnnOptions { Neighbours = 9 }, new TrainView(12, 9, users, items, new long[60]));
        HashSet<int>[] takers = [.. Enumerable.Range(0, 9).Select(item => Enumerable.Range(0, 60).Where(row => items[row] == item).Select(row => users[row]).ToHashSet())];
        for (int item = 0; item < 9; item++)
        {
            int[] expected = [.. Enumerable.Range(0, 9).Where(other => other != item && takers[item].Overlaps(takers[other]))];
            Assert.Equal(expected, model.Similarities.ColumnsOf(item).ToArray());
            for (int place = 0; place < expected.Length; place++)
            {
                HashSet<int> other = takers[expected[place]];
                double cosine = takers[item].Intersect(other).Count() / Math.Sqrt(takers[item].Count * (double)other.Count);
                Assert.Equal(cosine, model.Similarities.ValuesOf(item)[place], 1e-6);
            }
        }
    }
}
