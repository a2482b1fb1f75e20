using Bdlm.Data;
using FsCheck.Xunit;

namespace Bdlm.Sampling;

public class TextSimilarityTests
{
    [Fact]
    public void Similarity_TinyCatalogue_EqualsTheFormula()
    {
        // n = 3 trained items; df(red) = 2, df(blue) = 1, df(sea) = 1. Item 3 has no training row.
        ItemCatalog catalog = SmallSplits.Titles("red sea", "red red blue", "Green!", "sea unseen");
        TextSimilarity text = new(catalog, SmallSplits.Train(1, 4, (0, 0), (0, 1), (0, 2)));
        double red = Math.Log(4.0 / 3) + 1;
        double rare = Math.Log(4.0 / 2) + 1;
        double expected = red * 2 * red / (Math.Sqrt((red * red) + (rare * rare)) * Math.Sqrt((4 * red * red) + (rare * rare)));

        Assert.Equal(expected, text.Similarity(0, 1), 1e-15);
        Assert.Equal(0, text.Similarity(0, 2));
        Assert.Equal(4, text.WordCount);

        // "unseen" is in no trained item, so item 3 is "sea" alone.
        Assert.Equal(rare / Math.Sqrt((red * red) + (rare * rare)), text.Similarity(0, 3), 1e-15);
    }

    [Fact]
    public void Similarity_UntrainedItems_DoNotChangeTheStatistics()
    {
        TrainView train = SmallSplits.Train(1, 4, (0, 0), (0, 1));
        TextSimilarity one = new(SmallSplits.Titles("red sea", "red sky", "red", "red"), train);
        TextSimilarity other = new(SmallSplits.Titles("red sea", "red sky", "blue moon", "sky"), train);
        Assert.Equal(one.Similarity(0, 1), other.Similarity(0, 1));
    }

    [Property(MaxTest = 60)]
    public void Nearest_RandomCatalogue_EqualsSortingAllSimilarities(int seed)
    {
        DataSplit split = SmallSplits.LeaveOneOut(seed);
        TextSimilarity text = new(SmallSplits.Catalog(seed, 60), split.Train);
        var random = new Random(seed);
        int item = random.Next(60);
        HashSet<int> excluded = [.. Enumerable.Range(0, 20).Select(_ => random.Next(60))];
        int count = random.Next(0, 70);

        IReadOnlyList<SimilarItem> nearest = text.Nearest(item, count, excluded);
        double[] expected = [.. Enumerable.Range(0, 60)
            .Where(other => other != item && !excluded.Contains(other))
            .Select(other => text.Similarity(item, other))
            .Where(similarity => similarity > 0)
            .OrderDescending()
            .Take(count)];

        Assert.Equal(expected.Length, nearest.Count);
        SmallSplits.AssertValid(nearest.Select(near => near.Item).ToArray(), item, excluded, 60);
        for (int place = 0; place < expected.Length; place++)
        {
            // Sums in another order differ by rounding.
            Assert.Equal(expected[place], nearest[place].Similarity, 1e-12);
            Assert.Equal(text.Similarity(item, nearest[place].Item), nearest[place].Similarity, 1e-12);
        }
    }

    [Property(MaxTest = 60)]
    public void Similarity_RandomPair_IsSymmetricAndBounded(int seed)
    {
        var random = new Random(seed);
        TextSimilarity text = new(SmallSplits.Catalog(seed, 60), SmallSplits.LeaveOneOut(seed).Train);
        (int first, int second) = (random.Next(60), random.Next(60));
        Assert.Equal(text.Similarity(first, second), text.Similarity(second, first));
        Assert.InRange(text.Similarity(first, second), 0, 1);
    }

    [Fact]
    public void Nearest_AllTied_DoesNotPreferLowIds()
    {
        ItemCatalog catalog = SmallSplits.Titles([.. Enumerable.Repeat("same title", 2000)]);
        TextSimilarity text = new(catalog, SmallSplits.Train(1, 2000, (0, 0)));
        double mean = text.Nearest(7, 200).Average(near => near.Item);
        Assert.InRange(mean, 800, 1200); // The mean of 200 random ids deviates by about 40 from 1000.
        Assert.Equal(text.Nearest(7, 200), text.Nearest(7, 200));
    }

    [Fact]
    public void Constructor_OtherNumberOfItems_Throws()
    {
        var error = Assert.Throws<ArgumentException>(() => new TextSimilarity(SmallSplits.Titles("a", "b"), SmallSplits.Train(1, 3)));
        Assert.StartsWith("catalog holds 2 items; expected 3, as in train. Build the catalogue for the same IdMap as the split.", error.Message);
    }

    [Fact]
    public void Nearest_BadArguments_Throw()
    {
        TextSimilarity text = new(SmallSplits.Titles("a", "b"), SmallSplits.Train(1, 2));
        Assert.StartsWith("item is 2; expected a dense id in [0, 2).", Assert.Throws<ArgumentOutOfRangeException>(() => text.Nearest(2, 1)).Message);
        Assert.StartsWith("second is -1; expected a dense id in [0, 2).", Assert.Throws<ArgumentOutOfRangeException>(() => text.Similarity(0, -1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => text.Nearest(0, -1));
    }
}
