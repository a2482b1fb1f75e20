using Bdlm.Data;
using FsCheck.Xunit;

namespace Bdlm.Sampling;

public class TextSimilarityNegativeSamplerTests
{
    [Property(MaxTest = 60)]
    public void Sample_PoolSuffices_DrawsFromTheNearestAllowed(int seed)
    {
        DataSplit split = SmallSplits.LeaveOneOut(seed, 12, 80, 30);
        TextSimilarity text = new(SmallSplits.Catalog(seed, 80), split.Train);
        var sampler = new TextSimilarityNegativeSampler(split.Train, text, 5);
        IReadOnlySet<int> excluded = UserPositives.OfAll(split)[3];
        int positive = split.Test[3].Item;
        IReadOnlyList<SimilarItem> nearest = text.Nearest(positive, 5, excluded);
        var draw = new int[Math.Min(3, nearest.Count)];
        sampler.Sample(3, positive, excluded, draw, new Random(seed));
        Assert.Subset(nearest.Select(near => near.Item).ToHashSet(), draw.ToHashSet());

        var again = new int[draw.Length];
        sampler.Sample(3, positive, excluded, again, new Random(seed));
        Assert.Equal(draw, again);
    }

    [Property(MaxTest = 60)]
    public void Sample_AnySeed_DrawsAllowedItems(int seed)
    {
        DataSplit split = SmallSplits.LeaveOneOut(seed, 12, 40, 20);
        var sampler = new TextSimilarityNegativeSampler(split.Train, new TextSimilarity(SmallSplits.Catalog(seed, 40), split.Train));
        IReadOnlySet<int> excluded = UserPositives.OfAll(split)[3];
        var draw = new int[20];
        sampler.Sample(3, split.Test[3].Item, excluded, draw, new Random(seed));
        SmallSplits.AssertValid(draw, split.Test[3].Item, excluded, 40);
    }

    [Fact]
    public void Sample_ManyDraws_PoolItemsComeAlike()
    {
        TrainView train = SmallSplits.Train(1, 6, (0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (0, 5));
        TextSimilarity text = new(SmallSplits.Titles("red sea", "red sea", "red sea bay", "red sea far away", "blue", "red and green and grey"), train);
        var sampler = new TextSimilarityNegativeSampler(train, text, 3);
        var counts = new int[6];
        var random = new Random(8);
        var draw = new int[1];
        for (int turn = 0; turn < 6_000; turn++)
        {
            sampler.Sample(0, 0, new HashSet<int>(), draw, random);
            counts[draw[0]]++;
        }

        ChiSquare.AssertFits(counts, [0, 1, 1, 1, 0, 0]);
    }

    [Fact]
    public void Sample_FewShareAWord_FillsUpFromTheCatalogue()
    {
        TrainView train = SmallSplits.Train(1, 5, (0, 0), (0, 1));
        TextSimilarity text = new(SmallSplits.Titles("red", "red", "blue", "green", "grey"), train);
        var draw = new int[3];
        new TextSimilarityNegativeSampler(train, text).Sample(0, 0, new HashSet<int> { 4 }, draw, new Random(1));
        Assert.Equal(1, draw[0]);
        Assert.Equal([2, 3], draw[1..].Order());
    }

    [Fact]
    public void Sample_ManyNeighboursExcluded_LooksFurtherThanTheKeptOnes()
    {
        // 200 equal titles; the kept 2 · 5 nearest are excluded, so the pool comes from the other 189.
        TrainView train = SmallSplits.Train(1, 201, (0, 0));
        TextSimilarity text = new(SmallSplits.Titles([.. Enumerable.Repeat("same", 200), "other"]), train);
        HashSet<int> excluded = [.. text.Nearest(0, 10).Select(near => near.Item)];
        var draw = new int[4];
        new TextSimilarityNegativeSampler(train, text, 5).Sample(0, 0, excluded, draw, new Random(1));
        Assert.Subset(text.Nearest(0, 5, excluded).Select(near => near.Item).ToHashSet(), draw.ToHashSet());
    }

    [Fact]
    public void Sample_MoreAskedThanPool_WidensThePool()
    {
        TrainView train = SmallSplits.Train(1, 40, (0, 0));
        TextSimilarity text = new(SmallSplits.Titles([.. Enumerable.Repeat("same", 20), .. Enumerable.Repeat("other", 20)]), train);
        var draw = new int[10];
        new TextSimilarityNegativeSampler(train, text, 2).Sample(0, 0, new HashSet<int>(), draw, new Random(1));
        Assert.All(draw, item => Assert.InRange(item, 1, 19));
    }

    [Fact]
    public void Sample_TooFewLeft_NamesUserAskedAndLeft()
    {
        TrainView train = SmallSplits.Train(2, 3, (0, 0));
        var sampler = new TextSimilarityNegativeSampler(train, new TextSimilarity(SmallSplits.Titles("a", "a", "b"), train));
        var error = Assert.Throws<InvalidOperationException>(() => sampler.Sample(1, 0, new HashSet<int>(), new int[3], new Random(0)));
        Assert.Equal("user 1 asks for 3 negatives beside item 0, but only 2 of 3 items are left (0 are excluded). Ask for at most 2 negatives, or leave this user out.", error.Message);
    }

    [Fact]
    public void Constructor_BadArguments_Throw()
    {
        TrainView train = SmallSplits.Train(2, 3, (0, 0));
        TextSimilarity text = new(SmallSplits.Titles("a", "a", "b"), train);
        var pool = Assert.Throws<ArgumentOutOfRangeException>(() => new TextSimilarityNegativeSampler(train, text, 0));
        Assert.StartsWith("poolSize is 0; expected at least 1. The default is 50.", pool.Message);
        var size = Assert.Throws<ArgumentException>(() => new TextSimilarityNegativeSampler(SmallSplits.Train(2, 4), text));
        Assert.StartsWith("similarity holds 3 items; expected 4, as in train. Fit it on the same TrainView.", size.Message);
    }
}
