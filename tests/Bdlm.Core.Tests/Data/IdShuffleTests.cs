using FsCheck.Xunit;

namespace Bdlm.Data;

public class IdShuffleTests
{
    [Property(MaxTest = 200)]
    public void Apply_RandomLog_RenumbersAndKeepsTheRows(int seed)
    {
        InteractionLog log = SmallLogs.Random(seed);
        var shuffle = IdShuffle.Create(log.UserCount, log.ItemCount, seed);

        InteractionLog shuffled = shuffle.Apply(log);

        Assert.Equal(Enumerable.Range(0, log.UserCount), shuffle.NewUsers.ToArray().Order());
        Assert.Equal(Enumerable.Range(0, log.ItemCount), shuffle.NewItems.ToArray().Order());
        Assert.Equal(SmallLogs.Rows(log), SmallLogs.Rows(shuffled));
        Assert.Equal(log.UserMap.Originals.Order(), shuffled.UserMap.Originals.Order());
        Assert.Equal(shuffled.Items.ToArray(), IdShuffle.Apply(log, seed).Items.ToArray());
    }

    [Property(MaxTest = 100)]
    public void Apply_Split_IsTheSplitOfTheRenumberedLog(int seed)
    {
        InteractionLog log = SmallLogs.Random(seed);
        var shuffle = IdShuffle.Create(log.UserCount, log.ItemCount, seed);

        DataSplit renumbered = shuffle.Apply(LeaveOneOutSplit.Apply(log));
        DataSplit expected = LeaveOneOutSplit.Apply(shuffle.Apply(log));

        Assert.Equal(expected.Test.OrderBy(target => target.User), renumbered.Test.OrderBy(target => target.User));
        Assert.Equal(expected.UsersKeptWhole, renumbered.UsersKeptWhole);
        Assert.All(Enumerable.Range(0, log.UserCount), user => Assert.Equal(expected.Train.ItemsOf(user).ToArray(), renumbered.Train.ItemsOf(user).ToArray()));
    }

    [Fact]
    public void Create_ManyItems_LeavesNoOrder()
    {
        var shuffle = IdShuffle.Create(0, 10_000, 1);
        double[] numbers = [.. shuffle.NewItems.ToArray().Select(number => (double)number)];
        double mean = 4999.5;
        double covariance = numbers.Select((number, item) => (number - mean) * (item - mean)).Average();

        // The rank correlation of a random permutation of n has deviation 1/√(n−1) = 0.01.
        Assert.InRange(covariance / (10_000.0 * 10_000.0 / 12), -0.05, 0.05);
    }

    [Fact]
    public void Apply_OtherCounts_NamesThem() => Assert.StartsWith(
        "log has 1 users and 2 items; expected 2 and 2, for which the renumbering was drawn. Draw one for these counts.",
        Assert.Throws<ArgumentException>(() => IdShuffle.Create(2, 2, 0).Apply(SmallLogs.OfPairs((0, 0), (0, 1)))).Message,
        StringComparison.Ordinal);
}
