namespace Bdlm.Data;

public class RatingThresholdTests
{
    [Fact]
    public void Apply_LowRatings_GoWithTheirUsersAndItems()
    {
        InteractionLog log = RatingThreshold.Apply(SmallLogs.Of((0, 0, 3, 1), (1, 2, 4, 2), (2, 1, 5, 3), (1, 0, 3.5f, 4)), 4);

        Assert.Equal([("u1", "i2", 4f, 2L), ("u2", "i1", 5f, 3L)], SmallLogs.Rows(log));
        Assert.Equal(["u1", "u2"], log.UserMap.Originals);
        Assert.Equal(["i1", "i2"], log.ItemMap.Originals);
    }

    [Fact]
    public void Apply_AllHighEnough_ChangesNothing()
    {
        InteractionLog log = SmallLogs.Of((0, 0, 3, 1), (1, 1, 4, 2));

        Assert.Same(log, RatingThreshold.Apply(log, 3));
    }

    [Fact]
    public void Apply_NoneHighEnough_IsEmpty()
    {
        InteractionLog log = RatingThreshold.Apply(SmallLogs.Of((0, 0, 3, 1)), 9);

        Assert.Equal((0, 0, 0), (log.Count, log.UserCount, log.ItemCount));
    }

    [Fact]
    public void Apply_NaN_IsRefused() => Assert.StartsWith(
        "minimum is NaN; expected a rating such as 4.",
        Assert.Throws<ArgumentOutOfRangeException>(() => RatingThreshold.Apply(SmallLogs.OfPairs(), float.NaN)).Message,
        StringComparison.Ordinal);
}
