using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Checkpoints;

public sealed class EarlyStoppingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Observe_Maximize_StopsAfterPatienceRoundsWithoutGain()
    {
        var stopping = new EarlyStopping(patience: 2);

        bool[] gains = [.. new[] { 0.1, 0.3, 0.3, 0.2 }.Select(stopping.Observe)];

        Assert.Equal([true, true, false, false], gains);
        Assert.Equal(0.3, stopping.Best);
        Assert.Equal(4, stopping.Rounds);
        Assert.True(stopping.ShouldStop);
    }

    [Fact]
    public void Observe_GainInBetween_StartsCountingAnew()
    {
        var stopping = new EarlyStopping(2, MetricGoal.Minimize);

        bool[] stops = [.. new[] { 5.0, 6, 4, 4.5, 4.5 }.Select(metric =>
        {
            stopping.Observe(metric);
            return stopping.ShouldStop;
        })];

        Assert.Equal([false, false, false, false, true], stops);
        Assert.Equal(4, stopping.Best);
    }

    [Fact]
    public void Observe_SmallGain_DoesNotCount()
    {
        var stopping = new EarlyStopping(1, minGain: 0.01);
        stopping.Observe(0.5);

        Assert.False(stopping.Observe(0.505));
        Assert.Equal(0.5, stopping.Best);
    }

    [Fact]
    public void Observe_NotANumber_IsNoGain()
    {
        var stopping = new EarlyStopping(2);

        Assert.False(stopping.Observe(double.NaN));
        Assert.Null(stopping.Best);
        Assert.True(stopping.Observe(-1));
    }

    [Theory]
    [InlineData(new double[] { })]
    [InlineData(new[] { 0.5, 0.4 })]
    public void SaveAndLoad_GoesOnAlike(double[] seen)
    {
        var first = new EarlyStopping(3);
        var second = new EarlyStopping(3);
        Array.ForEach(seen, metric => first.Observe(metric));
        var state = new Dictionary<string, Tensor>();
        first.SaveTo(state, "stop.");

        second.LoadFrom(state, "stop.");

        Assert.Equal((first.Best, first.Rounds, first.RoundsWithoutGain), (second.Best, second.Rounds, second.RoundsWithoutGain));
    }

    [Fact]
    public void Constructor_NumbersOutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(1, minGain: -1));
    }
}
