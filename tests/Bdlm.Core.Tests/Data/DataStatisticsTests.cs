namespace Bdlm.Data;

public class DataStatisticsTests
{
    [Fact]
    public void Of_Log_CountsWhatOccurs()
    {
        var statistics = DataStatistics.Of(SmallLogs.OfPairs((0, 0), (0, 3), (2, 3)));

        Assert.Equal(new DataStatistics(2, 2, 3), statistics);
        Assert.Equal(0.75, statistics.Density);
        Assert.Equal(1.5, statistics.InteractionsPerUser);
        Assert.Equal(1.5, statistics.InteractionsPerItem);
    }

    [Fact]
    public void Of_EmptyLog_IsZero()
    {
        var statistics = DataStatistics.Of(SmallLogs.OfPairs());

        Assert.Equal((0.0, 0.0, 0.0), (statistics.Density, statistics.InteractionsPerUser, statistics.InteractionsPerItem));
    }
}
