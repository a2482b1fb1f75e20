namespace Bdlm.Lab.Reproduction.Running;

public sealed class PlanClockTests
{
    private readonly ManualClock _time = new();
    private readonly PlanClock _clock;

    public PlanClockTests() => _clock = new PlanClock(_time);

    [Fact]
    public void Left_NothingFinished_IsUnknown()
    {
        _clock.Begin();
        Assert.Null(_clock.Left(("a", 1), [("b", 2)]));
    }

    [Fact]
    public void Left_RowsOfFinishedCells_TakeAsLongAsThose()
    {
        Run("a", 1, seconds: 10);
        Run("a", 1, seconds: 20);
        Assert.Equal(TimeSpan.FromSeconds(30), _clock.Left(null, [("a", 1), ("a", 1)]));
    }

    [Fact]
    public void Left_OtherRows_GoByTheirCost()
    {
        Run("a", 1, seconds: 10);
        Assert.Equal(TimeSpan.FromSeconds(10 + 40), _clock.Left(null, [("a", 1), ("b", 4)]));
    }

    [Fact]
    public void Left_RunningCell_LosesWhatItHasTaken()
    {
        _clock.Add("a", 1, seconds: 100);
        _clock.Begin();
        _time.Advance(30);
        Assert.Equal(TimeSpan.FromSeconds(70), _clock.Left(("a", 1), []));
        _time.Advance(500);
        Assert.Equal(TimeSpan.FromSeconds(100), _clock.Left(("a", 1), [("a", 1)]));
        Assert.Equal(TimeSpan.FromSeconds(530), _clock.Spent);
    }

    [Fact]
    public void ToString_State_IsOneLine()
    {
        var state = new PlanState(3, 13, TimeSpan.FromSeconds(725), TimeSpan.FromHours(25));
        Assert.Equal("3/13 cells, 00:12:05 spent, about 25:00:00 left", state.ToString());
        Assert.Equal("3/13 cells, 00:12:05 spent", (state with { Left = null }).ToString());
    }

    private void Run(string recipe, double cost, double seconds)
    {
        _clock.Begin();
        _time.Advance(seconds);
        _clock.End(recipe, cost);
    }

    private sealed class ManualClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(double seconds) => _ticks += TimeSpan.FromSeconds(seconds).Ticks;
    }
}
