namespace Bdlm.Data;

public class InteractionLogTests
{
    private static readonly IdMap Two = new(["x", "y"]);

    [Fact]
    public void Constructor_Columns_AreTheRows()
    {
        var log = new InteractionLog(Two, Two, [0, 1], [1, 0], [5, 3], [10, 20]);

        Assert.Equal((2, 2, 2), (log.Count, log.UserCount, log.ItemCount));
        Assert.Equal([0, 1], log.Users.ToArray());
        Assert.Equal([1, 0], log.Items.ToArray());
        Assert.Equal([5f, 3f], log.Ratings.ToArray());
        Assert.Equal([10L, 20L], log.Times.ToArray());
    }

    [Fact]
    public void Constructor_ColumnsOfDifferentLength_NamesLengths() => Assert.StartsWith(
        "the columns hold 2 users, 1 items, 2 ratings and 0 times; expected equal lengths. Give one value a row in each.",
        Assert.Throws<ArgumentException>(() => new InteractionLog(Two, Two, [0, 1], [0], [1, 1], [])).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(2, 0, "users holds 2; expected dense ids in [0, 2). Map original ids through the IdMap first.")]
    [InlineData(0, -1, "items holds -1; expected dense ids in [0, 2). Map original ids through the IdMap first.")]
    public void Constructor_IdOutOfRange_NamesIt(int user, int item, string message) => Assert.StartsWith(
        message,
        Assert.Throws<ArgumentOutOfRangeException>(() => new InteractionLog(Two, Two, [user], [item], [1], [1])).Message,
        StringComparison.Ordinal);
}
