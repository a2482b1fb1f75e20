using FsCheck.Xunit;

namespace Bdlm.Data;

public class RatioSplitTests
{
    private static readonly InteractionLog Ten = SmallLogs.OfPairs([.. Enumerable.Range(0, 10).Select(item => (0, item)), (1, 0)]);

    [Fact]
    public void ByTime_TenRows_HoldsTheLatestOut()
    {
        DataSplit split = RatioSplit.ByTime(Ten, 0.1, 0.2);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6], split.Train.ItemsOf(0).ToArray());
        Assert.Equal([7], split.Validation.Select(target => target.Item));
        Assert.Equal([8, 9], split.Test.Select(target => target.Item));
        Assert.Equal(1, split.UsersKeptWhole);
        Assert.False(split.TrainCanBeLater);
    }

    [Fact]
    public void ByTime_ShareThatIsNoBinaryFraction_IsNotRoundedAway() =>
        Assert.Equal(29, RatioSplit.ByTime(SmallLogs.OfPairs([.. Enumerable.Range(0, 100).Select(item => (0, item))]), 0, 0.29).Test.Count);

    [Property(MaxTest = 200)]
    public void AtRandom_RandomLog_PartitionsTheRowsAndRepeats(int seed)
    {
        InteractionLog log = SmallLogs.Random(seed);

        DataSplit split = RatioSplit.AtRandom(log, 0.25, 0.25, seed);
        DataSplit again = RatioSplit.AtRandom(log, 0.25, 0.25, seed);

        Assert.True(split.TrainCanBeLater);
        Assert.Equal(split.Validation, again.Validation);
        Assert.Equal(split.Test, again.Test);
        for (int user = 0; user < log.UserCount; user++)
        {
            int[] all = [.. Enumerable.Range(0, log.Count).Where(row => log.Users[row] == user).Select(row => log.Items[row]).Order()];
            int[] validation = [.. split.Validation.Where(target => target.User == user).Select(target => target.Item)];
            int[] test = [.. split.Test.Where(target => target.User == user).Select(target => target.Item)];
            Assert.Equal(all.Length / 4, validation.Length);
            Assert.Equal(all.Length / 4, test.Length);
            Assert.Equal(all, ((int[])[.. split.Train.ItemsOf(user), .. validation, .. test]).Order());
        }
    }

    [Theory]
    [InlineData(-0.1, 0.2, "validationShare is -0.1; expected a share in [0, 1). Leave a part of the rows for training.")]
    [InlineData(0.5, 0.5, "testShare is 0.5; expected a share in [0, 0.5). Leave a part of the rows for training.")]
    [InlineData(0.5, double.NaN, "testShare is NaN; expected a share in [0, 0.5). Leave a part of the rows for training.")]
    public void ByTime_ShareOutOfRange_NamesIt(double validation, double test, string message) => Assert.StartsWith(
        message,
        Assert.Throws<ArgumentOutOfRangeException>(() => RatioSplit.ByTime(Ten, validation, test)).Message,
        StringComparison.Ordinal);
}
