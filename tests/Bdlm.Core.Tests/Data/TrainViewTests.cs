using FsCheck.Xunit;

namespace Bdlm.Data;

public class TrainViewTests
{
    private static readonly TrainView View = new(3, 4, [2, 0, 2, 2], [1, 3, 0, 2], [5, 9, 5, 1]);

    [Fact]
    public void ItemsOf_Rows_AreByTimeWithTiesInGivenOrder()
    {
        Assert.Equal([2, 1, 0], View.ItemsOf(2).ToArray());
        Assert.Equal([1L, 5L, 5L], View.TimesOf(2).ToArray());
        Assert.True(View.ItemsOf(1).IsEmpty);
        Assert.Equal(4, View.InteractionCount);
        Assert.Equal([1, 1, 1, 1], View.ItemCounts.ToArray());
    }

    [Fact]
    public void Contains_Pairs_AreThoseOfTheRows()
    {
        Assert.True(View.Contains(2, 0));
        Assert.False(View.Contains(0, 0));
        Assert.False(View.Contains(1, 3));
    }

    [Property(MaxTest = 200)]
    public void Of_RandomLog_HoldsItsRowsByTime(int seed)
    {
        InteractionLog log = SmallLogs.Random(seed);
        TrainView view = TrainView.Of(log);
        int[] rows = [.. Enumerable.Range(0, log.Count)];
        for (int user = 0; user < log.UserCount; user++)
        {
            int[] expected = [.. rows.Where(row => log.Users[row] == user).OrderBy(row => log.Times[row])];
            Assert.Equal(expected.Select(row => log.Items[row]), view.ItemsOf(user).ToArray());
            Assert.Equal(expected.Select(row => log.Times[row]), view.TimesOf(user).ToArray());
            for (int item = 0; item < log.ItemCount; item++)
            {
                Assert.Equal(expected.Any(row => log.Items[row] == item), view.Contains(user, item));
            }
        }

        for (int item = 0; item < log.ItemCount; item++)
        {
            Assert.Equal(log.Items.Count(item), view.ItemCounts[item]);
        }
    }

    [Theory]
    [InlineData(3, 0, "users holds 3; expected dense ids in [0, 3). Map original ids through the IdMap first.")]
    [InlineData(0, -1, "items holds -1; expected dense ids in [0, 4). Map original ids through the IdMap first.")]
    public void Constructor_IdOutOfRange_NamesIt(int user, int item, string message) => Assert.StartsWith(
        message,
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainView(3, 4, [user], [item], [0])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Constructor_ColumnsOfDifferentLength_NamesLengths() => Assert.StartsWith(
        "the columns hold 2 users, 1 items and 1 times; expected equal lengths. Give one value a row in each.",
        Assert.Throws<ArgumentException>(() => new TrainView(3, 4, [0, 1], [0], [0])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Constructor_NegativeCount_NamesIt() => Assert.StartsWith(
        "itemCount is -1; expected 0 or more. Give the size of the IdMap.",
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainView(3, -1, [], [], [])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void ItemsOf_UserOutOfRange_NamesIt() => Assert.StartsWith(
        "user is 3; expected a dense id in [0, 3). Map original ids through the IdMap first.",
        Assert.Throws<ArgumentOutOfRangeException>(() => View.ItemsOf(3).Length).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Contains_ItemOutOfRange_NamesIt() => Assert.StartsWith(
        "item is 4; expected a dense id in [0, 4). Map original ids through the IdMap first.",
        Assert.Throws<ArgumentOutOfRangeException>(() => View.Contains(0, 4)).Message,
        StringComparison.Ordinal);
}
