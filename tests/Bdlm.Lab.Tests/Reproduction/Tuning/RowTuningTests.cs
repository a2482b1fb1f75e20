using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Rows.Recommenders;
using Bdlm.Lab.Runs;
using Bdlm.Loops;

namespace Bdlm.Lab.Reproduction.Tuning;

public sealed class RowTuningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_Twice_TrainsEveryTrialOnceAndKeepsTheBest()
    {
        var first = new Counted();
        IReadOnlyList<(TunedRow Row, IReadOnlyList<TuneTrial> Trials)> found = Tune(first);
        Assert.True(first.Steps > 0);
        Assert.Equal([1, TunedRows.TrialsEach], found.Select(row => row.Trials.Count));
        Assert.Equal(found[1].Trials.Max(trial => trial.Score), found[1].Trials[0].Score);
        Assert.All(found[1].Trials, trial => Assert.Equal(trial.Metrics["mrr"], trial.Score));

        string[] lines = File.ReadAllLines(_folder.File("tuning.md"));
        Assert.Equal(TunedRows.TrialsEach, lines.Count(line => line.StartsWith("| MF |", StringComparison.Ordinal)));
        Assert.EndsWith("| yes |", lines.First(line => line.StartsWith("| MF |", StringComparison.Ordinal)));

        var second = new Counted();
        Assert.Equal(found[1].Trials.Select(trial => trial.Score), Tune(second)[1].Trials.Select(trial => trial.Score));
        Assert.Equal(0, second.Steps);
    }

    private IReadOnlyList<(TunedRow Row, IReadOnlyList<TuneTrial> Trials)> Tune(Counted progress)
    {
        ExperimentData data = TinyRun.Setting().Data;
        var request = new RowTuningRequest([TunedRows.Find("popularity"), TunedRows.Find("MF")], _folder.FullPath, Seed: 1, MaxEpochs: 2);
        return new RowTuning(data, request, progress, CancellationToken.None).Run();
    }

    private sealed class Counted : IProgress<TrainingProgress>
    {
        public int Steps { get; private set; }

        public void Report(TrainingProgress value) => Steps++;
    }
}
