using Bdlm.Joint;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Diagnostics;

public sealed class BalanceRecordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Series_AfterAKill_HasEveryStepOnce()
    {
        using (var first = new BalanceRecord(_folder.FullPath))
        {
            first.OnTurn(Report(0, Side.Language, 0.5));
            first.OnTurn(Report(1, Side.Domain, 0.25));
            first.OnTurn(new TurnReport(new Turn(Side.Domain, 0), 2, 1, 1, null));
            first.OnTurn(Report(50, Side.Language, 1));
        }

        // A line that a kill has cut off, and the step after it taken again.
        File.AppendAllText(_folder.File("gradient-ratios.txt"), "100 0 0.7");
        using var second = new BalanceRecord(_folder.FullPath);
        second.OnTurn(Report(50, Side.Language, 1));
        second.OnTurn(Report(100, Side.Language, 0.75));
        DiagnosticSeries[] series = [.. second.Series()];
        Assert.Equal(["gradient ratio/L", "gradient ratio/D"], series.Select(one => one.Name));
        Assert.Equal([0.0, 50, 100], series[0].X);
        Assert.Equal([0.5, 1, 0.75], series[0].Y);
        Assert.Equal([0.25], series[1].Y);
    }

    private static TurnReport Report(long step, Side side, double ratio) => new(new Turn(side, 0), step, 1, 1, new GradientBalance(side, 1, ratio));
}
