using Bdlm.Data;
using FsCheck.Xunit;

namespace Bdlm.Sampling;

public class PopularityNegativeSamplerTests
{
    // Counts 4, 1, 2, 0, 1.
    private static readonly TrainView Train = SmallSplits.Train(4, 5, (0, 0), (1, 0), (2, 0), (3, 0), (0, 1), (0, 2), (1, 2), (2, 4));

    [Theory]
    [InlineData(1.0, new double[] { 4, 1, 2, 0, 1 })]
    [InlineData(2.0, new double[] { 16, 1, 4, 0, 1 })]
    [InlineData(0.5, new[] { 2, 1, 1.4142135623730951, 0, 1 })]
    [InlineData(0.0, new double[] { 1, 1, 1, 1, 1 })]
    public void Sample_OneItem_FollowsCountToTheExponent(double exponent, double[] weights)
    {
        var sampler = new PopularityNegativeSampler(Train, exponent);
        var random = new Random(6);
        var counts = new int[5];
        var draw = new int[1];
        for (int turn = 0; turn < 20_000; turn++)
        {
            sampler.Sample(0, 1, new HashSet<int>(), draw, random);
            counts[draw[0]]++;
        }

        weights[1] = 0;
        ChiSquare.AssertFits(counts, weights);
    }

    [Fact]
    public void Sample_AllTakenItemsUsedUp_FallsBackToTheOthers()
    {
        var draw = new int[3];
        new PopularityNegativeSampler(Train).Sample(3, 0, new HashSet<int> { 1 }, draw, new Random(1));
        Assert.Equal([2, 4], draw[..2].Order());
        Assert.Equal(3, draw[2]);
    }

    [Property(MaxTest = 100)]
    public void Sample_AnySeed_DrawsAllowedItemsAndRepeats(int seed)
    {
        DataSplit split = SmallSplits.LeaveOneOut(seed, 20, 30, 15);
        var sampler = new PopularityNegativeSampler(split.Train);
        IReadOnlySet<int> excluded = UserPositives.OfAll(split)[7];
        int[] first = new int[15];
        int[] second = new int[15];
        sampler.Sample(7, split.Test[7].Item, excluded, first, new Random(seed));
        sampler.Sample(7, split.Test[7].Item, excluded, second, new Random(seed));
        SmallSplits.AssertValid(first, split.Test[7].Item, excluded, 30);
        Assert.Equal(first, second);
    }

    [Fact]
    public void Sample_TooFewLeft_NamesUserAskedAndLeft()
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            new PopularityNegativeSampler(Train).Sample(1, 0, new HashSet<int> { 0, 2 }, new int[4], new Random(0)));
        Assert.Equal("user 1 asks for 4 negatives beside item 0, but only 3 of 5 items are left (2 are excluded). Ask for at most 3 negatives, or leave this user out.", error.Message);
    }

    [Theory]
    [InlineData(-1, "-1")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void Constructor_BadExponent_Throws(double exponent, string shown)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new PopularityNegativeSampler(Train, exponent));
        Assert.StartsWith($"exponent is {shown}; expected a finite number of at least 0. Use 1 for popularity itself, 0 for uniform.", error.Message);
    }

    [Fact]
    public void Constructor_EmptyTraining_Throws()
    {
        var error = Assert.Throws<ArgumentException>(() => new PopularityNegativeSampler(SmallSplits.Train(2, 3)));
        Assert.StartsWith("train holds no interaction; expected at least one to count popularity. Check the split, or use UniformNegativeSampler.", error.Message);
    }

    [Fact]
    public void Description_Exponent_IsNamed() => Assert.Equal("popularity^0.75", new PopularityNegativeSampler(Train, 0.75).Description);
}
