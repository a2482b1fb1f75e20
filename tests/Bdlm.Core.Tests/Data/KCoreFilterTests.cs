using FsCheck.Xunit;

namespace Bdlm.Data;

public class KCoreFilterTests
{
    [Fact]
    public void Apply_Chain_FallsToTheFixedPoint()
    {
        // u2 has one row; without it i1 has one row; without that u1 has one row: only the square u0, u3 × i0, i2 is left.
        InteractionLog log = SmallLogs.OfPairs((0, 0), (0, 2), (3, 0), (3, 2), (1, 0), (1, 1), (2, 1));

        InteractionLog core = KCoreFilter.Apply(log, 2, 2);

        Assert.Equal(["u0", "u3"], core.UserMap.Originals);
        Assert.Equal(["i0", "i2"], core.ItemMap.Originals);
        Assert.Equal(4, core.Count);
        Assert.Equal([0L, 1L, 2L, 3L], core.Times.ToArray());
    }

    [Property(MaxTest = 300)]
    public void Apply_RandomLog_IsTheLargestFixedPoint(int seed)
    {
        InteractionLog log = SmallLogs.Random(seed);
        int userCore = 1 + ((seed & 0xFF) % 4);
        int itemCore = 1 + ((seed >> 8 & 0xFF) % 4);

        InteractionLog core = KCoreFilter.Apply(log, userCore, itemCore);

        Assert.Same(core, KCoreFilter.Apply(core, userCore, itemCore));
        Assert.All(Enumerable.Range(0, core.UserCount), user => Assert.True(core.Users.Count(user) >= userCore));
        Assert.All(Enumerable.Range(0, core.ItemCount), item => Assert.True(core.Items.Count(item) >= itemCore));
        Assert.Equal(Peel(SmallLogs.Rows(log), userCore, itemCore), SmallLogs.Rows(core));
    }

    [Theory]
    [InlineData(0, 2, "userCore is 0; expected at least 1. Use 1 to ask nothing of that side.")]
    [InlineData(2, -3, "itemCore is -3; expected at least 1. Use 1 to ask nothing of that side.")]
    public void Apply_CoreLessThanOne_NamesIt(int userCore, int itemCore, string message) => Assert.StartsWith(
        message,
        Assert.Throws<ArgumentOutOfRangeException>(() => KCoreFilter.Apply(SmallLogs.OfPairs(), userCore, itemCore)).Message,
        StringComparison.Ordinal);

    /// <summary>The definition, pass by pass.</summary>
    private static (string User, string Item, float Rating, long Time)[] Peel((string User, string Item, float Rating, long Time)[] rows, int userCore, int itemCore)
    {
        (string User, string Item, float Rating, long Time)[] left =
            [.. rows.Where(row => rows.Count(other => other.User == row.User) >= userCore && rows.Count(other => other.Item == row.Item) >= itemCore)];
        return left.Length == rows.Length ? left : Peel(left, userCore, itemCore);
    }
}
