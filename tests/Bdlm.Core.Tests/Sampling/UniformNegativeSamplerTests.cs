using Bdlm.Data;
using FsCheck.Xunit;

namespace Bdlm.Sampling;

public class UniformNegativeSamplerTests
{
    private static readonly TrainView Train = SmallSplits.Train(3, 8, (0, 1));

    [Fact]
    public void Sample_ManyDraws_AllowedItemsComeAlike()
    {
        var sampler = new UniformNegativeSampler(Train);
        var random = new Random(4);
        var counts = new int[8];
        var draw = new int[2];
        for (int turn = 0; turn < 20_000; turn++)
        {
            sampler.Sample(0, 1, new HashSet<int> { 2, 3 }, draw, random);
            counts[draw[0]]++;
        }

        ChiSquare.AssertFits(counts, [1, 0, 0, 0, 1, 1, 1, 1]);
    }

    [Property(MaxTest = 100)]
    public void Sample_AnySeed_DrawsAllowedItemsAndRepeats(int seed)
    {
        DataSplit split = SmallSplits.LeaveOneOut(seed, 4, 30, 20);
        var sampler = new UniformNegativeSampler(split.Train);
        IReadOnlySet<int> excluded = UserPositives.OfAll(split)[1];
        int[] first = new int[10];
        int[] second = new int[10];
        sampler.Sample(1, split.Test[1].Item, excluded, first, new Random(seed));
        sampler.Sample(1, split.Test[1].Item, excluded, second, new Random(seed));
        SmallSplits.AssertValid(first, split.Test[1].Item, excluded, 30);
        Assert.Equal(first, second);
    }

    [Fact]
    public void Sample_HeavyUser_TakesAllThatIsLeft()
    {
        TrainView train = SmallSplits.Train(1, 100_000);
        var draw = new int[3];
        new UniformNegativeSampler(train).Sample(0, 99_999, Enumerable.Range(3, 99_990).ToHashSet(), draw.AsSpan(), new Random(0));
        SmallSplits.AssertValid(draw, 99_999, Enumerable.Range(3, 99_990).ToHashSet(), 100_000);
    }

    [Fact]
    public void Sample_TooFewLeft_NamesUserAskedAndLeft()
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            new UniformNegativeSampler(Train).Sample(2, 1, new HashSet<int> { 2, 3, 4 }, new int[5], new Random(0)));
        Assert.Equal("user 2 asks for 5 negatives beside item 1, but only 4 of 8 items are left (3 are excluded). Ask for at most 4 negatives, or leave this user out.", error.Message);
    }

    [Fact]
    public void Sample_NoneAsked_DrawsNothing() =>
        new UniformNegativeSampler(Train).Sample(2, 1, Enumerable.Range(0, 8).ToHashSet(), [], new Random(0));

    [Theory]
    [InlineData(3, 1, "user is 3; expected a dense id in [0, 3).")]
    [InlineData(-1, 1, "user is -1; expected a dense id in [0, 3).")]
    [InlineData(0, 8, "positive is 8; expected a dense id in [0, 8).")]
    public void Sample_UnknownId_Throws(int user, int positive, string message)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() =>
            new UniformNegativeSampler(Train).Sample(user, positive, new HashSet<int>(), new int[1], new Random(0)));
        Assert.StartsWith(message, error.Message);
    }
}
