using FsCheck.Xunit;

namespace Bdlm.Data;

public class LeaveOneOutSplitTests
{
    [Fact]
    public void Apply_TwoUsers_TakesTheLastTwoAndKeepsTheShortOneWhole()
    {
        // u0 by time: i2 (1), i0 (3), i1 (3, later in the file), i3 (4).
        DataSplit split = LeaveOneOutSplit.Apply(SmallLogs.Of((0, 0, 1, 3), (1, 0, 1, 9), (0, 3, 1, 4), (0, 1, 1, 3), (1, 1, 1, 8), (0, 2, 1, 1)));

        Assert.Equal([new HeldOutInteraction(0, 1, 3)], split.Validation);
        Assert.Equal([new HeldOutInteraction(0, 3, 4)], split.Test);
        Assert.Equal([2, 0], split.Train.ItemsOf(0).ToArray());
        Assert.Equal([1, 0], split.Train.ItemsOf(1).ToArray());
        Assert.Equal(1, split.UsersKeptWhole);
        Assert.False(split.TrainCanBeLater);
    }

    [Property(MaxTest = 300)]
    public void Apply_RandomLog_PartitionsTheRowsStably(int seed)
    {
        InteractionLog log = SmallLogs.Random(seed);

        DataSplit split = LeaveOneOutSplit.Apply(log);

        int whole = 0;
        for (int user = 0; user < log.UserCount; user++)
        {
            int[] expected = [.. Enumerable.Range(0, log.Count).Where(row => log.Users[row] == user).OrderBy(row => log.Times[row]).Select(row => log.Items[row])];
            int[] validation = [.. split.Validation.Where(target => target.User == user).Select(target => target.Item)];
            int[] test = [.. split.Test.Where(target => target.User == user).Select(target => target.Item)];
            Assert.Equal(expected.Length >= 3 ? 1 : 0, test.Length);
            Assert.Equal(test.Length, validation.Length);
            Assert.Equal(expected, (int[])[.. split.Train.ItemsOf(user), .. validation, .. test]);
            Assert.All(split.Test.Where(target => target.User == user), target => Assert.Equal(expected[..^1], split.HistoryOfTest(target)));
            whole += expected.Length < 3 ? 1 : 0;
        }

        Assert.Equal(whole, split.UsersKeptWhole);
    }
}
