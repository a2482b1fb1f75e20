using Bdlm.Data;
using FsCheck.Xunit;

namespace Bdlm.Sampling;

public class MixedNegativeSamplerTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(2)]
    [InlineData(0)]
    public void Sample_EvenNumber_HalfEach(int asked)
    {
        Assert.Equal([.. Enumerable.Range(101, asked / 2), .. Enumerable.Range(200, asked / 2)], Draw(asked, seed: 0));
    }

    [Theory]
    [InlineData(19)]
    [InlineData(1)]
    public void Sample_OddNumber_EachSamplerDrawsTheExtraOneHalfTheTime(int asked)
    {
        int[] counts = [.. Enumerable.Range(0, 1000).Select(seed => Draw(asked, seed).Count(item => item < 200))];
        Assert.Equal([asked / 2, (asked / 2) + 1], counts.Distinct().Order());
        // 1,000 fair coins: a standard deviation of 16 heads; 80 is five of them.
        Assert.InRange(counts.Count(count => count > asked / 2), 420, 580);
    }

    [Fact]
    public void Sample_SecondSampler_SeesTheFirstDrawAsExcluded()
    {
        var sampler = new MixedNegativeSampler(new Counting(0), new Counting(0));
        var draw = new int[5];
        sampler.Sample(0, 9, new HashSet<int> { 1 }, draw, new Random(0));
        Assert.Equal([0, 2, 3, 4, 5], draw);
    }

    private static int[] Draw(int asked, int seed)
    {
        var draw = new int[asked];
        new MixedNegativeSampler(new Counting(100), new Counting(200)).Sample(0, 1, new HashSet<int> { 100 }, draw, new Random(seed));
        return draw;
    }

    [Property(MaxTest = 100)]
    public void Sample_PaperMix_DrawsAllowedItemsAndRepeats(int seed)
    {
        DataSplit split = SmallSplits.LeaveOneOut(seed, 10, 40, 12);
        var sampler = MixedNegativeSampler.Create(split.Train, SmallSplits.Catalog(seed, 40));
        IReadOnlySet<int> excluded = UserPositives.OfAll(split)[2];
        int[] first = new int[28];
        int[] second = new int[28];
        sampler.Sample(2, split.Test[2].Item, excluded, first, new Random(seed));
        sampler.Sample(2, split.Test[2].Item, excluded, second, new Random(seed));
        SmallSplits.AssertValid(first, split.Test[2].Item, excluded, 40);
        Assert.Equal(first, second);
    }

    [Fact]
    public void Sample_TooFewLeft_Throws()
    {
        DataSplit split = SmallSplits.LeaveOneOut(1, 10, 12, 6);
        var sampler = MixedNegativeSampler.Create(split.Train, SmallSplits.Catalog(1, 12));
        var error = Assert.Throws<InvalidOperationException>(() =>
            sampler.Sample(2, split.Test[2].Item, UserPositives.OfAll(split)[2], new int[8], new Random(0)));
        Assert.Equal($"user 2 asks for 4 negatives beside item {split.Test[2].Item}, but only 2 of 12 items are left (10 are excluded). Ask for at most 2 negatives, or leave this user out.", error.Message);
    }

    [Fact]
    public void Description_BothParts_AreNamed()
    {
        DataSplit split = SmallSplits.LeaveOneOut(1);
        Assert.Equal(
            "half popularity^1, half text similarity (nearest 50)",
            MixedNegativeSampler.Create(split.Train, SmallSplits.Catalog(1, 60)).Description);
    }

    /// <summary>Gives the lowest allowed items from a start on.</summary>
    private sealed class Counting(int start) : INegativeSampler
    {
        public void Sample(int user, int positive, IReadOnlySet<int> excluded, Span<int> negatives, Random random)
        {
            int item = start;
            for (int place = 0; place < negatives.Length; item++)
            {
                if (item != positive && !excluded.Contains(item))
                {
                    negatives[place++] = item;
                }
            }
        }
    }
}
