using Bdlm.Checkpoints;

namespace Bdlm.Loops;

public sealed class TrainingLoopTests
{
    [Fact]
    public void Run_WithoutValidation_TakesEveryStepOnceInOrder()
    {
        using var steps = new CountingSteps(3);
        TrainingHistory history = Loop(epochs: 2).Run(steps);
        Assert.Equal([0, 1, 2, 3, 4, 5], steps.Places.Select(place => place.Step));
        Assert.Equal([(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)], steps.Places.Select(place => (place.Epoch, place.Index)));
        Assert.All(steps.Places, place => Assert.Equal(6, place.StepCount));
        Assert.Equal(2, history.Epochs.Count);
        Assert.False(history.StoppedEarly);
        Assert.Null(history.BestEpoch);
    }

    [Fact]
    public void Run_EpochLosses_AreMeansOverTheEpochsSteps()
    {
        using var steps = new CountingSteps(2);
        var seen = new List<double>();
        var progress = new ProgressRecorder(report => seen.Add(report.Losses[0].Value));
        TrainingHistory history = Loop(epochs: 1).Run(steps, progress: progress);
        // momentum 0, 1; weight 0, 0·1.01 + 1 = 1; mean ½.
        Assert.Equal(0.5, history.Epochs[0].Losses[0].Value, 12);
        Assert.Equal([0, 0.5], seen);
    }

    [Fact]
    public void Run_ScoreFallsAfterSecondEpoch_PutsBackTheSecondEpochsWeights()
    {
        using var steps = new CountingSteps(2);
        var weights = new List<double>();
        double[] scores = [0.1, 0.9, 0.3];
        TrainingHistory history = Loop(epochs: 3).Run(steps, epoch =>
        {
            weights.Add(steps.Weight);
            return new ValidationResult(scores[epoch], []);
        });
        Assert.Equal(1, history.BestEpoch);
        Assert.Equal(weights[1], steps.Weight);
        Assert.NotEqual(weights[2], steps.Weight);
    }

    [Fact]
    public void Run_PatienceOfTwo_StopsAfterTwoEpochsWithoutGain()
    {
        using var steps = new CountingSteps(1);
        double[] scores = [0.5, 0.4, 0.5, 0.9];
        var loop = new TrainingLoop(new TrainingLoopOptions { Epochs = 4, Patience = 2 }, seed: 1, "options");
        TrainingHistory history = loop.Run(steps, epoch => new ValidationResult(scores[epoch], []));
        Assert.True(history.StoppedEarly);
        Assert.Equal(3, history.Epochs.Count);
        Assert.Equal(0, history.BestEpoch);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    public void Run_CancelledAndResumed_EndsLikeAnUndisturbedRun(int stopBefore)
    {
        double[] scores = [0.1, 0.7, 0.6];
        ValidationResult Validate(int epoch) => new(scores[epoch], [new NamedValue("HR@1", scores[epoch])]);
        using var undisturbed = new CountingSteps(3);
        TrainingHistory expected = Loop(epochs: 3).Run(undisturbed, Validate);

        using var folder = new TemporaryFolder();
        using (var store = new CheckpointStore(folder.FullPath))
        using (var cancellation = new CancellationTokenSource())
        using (var first = new CountingSteps(3) { Before = place => CancelAt(cancellation, place, stopBefore - 1) })
        {
            if (stopBefore == 0)
            {
                cancellation.Cancel();
            }

            Assert.ThrowsAny<OperationCanceledException>(() => Loop(epochs: 3, store).Run(first, Validate, cancellation: cancellation.Token));
        }

        using var again = new CheckpointStore(folder.FullPath);
        using var resumed = new CountingSteps(3);
        TrainingHistory actual = Loop(epochs: 3, again).Run(resumed, Validate);
        Assert.Equal(undisturbed.Weight, resumed.Weight);
        Assert.Equal(stopBefore, resumed.Places[0].Step);
        Assert.Equal(expected.BestEpoch, actual.BestEpoch);
        Assert.Equal(expected.Epochs.Select(epoch => epoch.Losses[0]), actual.Epochs.Select(epoch => epoch.Losses[0]));
    }

    [Fact]
    public void Run_WithoutRestoreBest_KeepsTheLastEpochsWeights()
    {
        using var steps = new CountingSteps(2);
        var weights = new List<double>();
        double[] scores = [0.9, 0.1];
        TrainingHistory history = new TrainingLoop(new TrainingLoopOptions { Epochs = 2, RestoreBest = false }, seed: 1, "options").Run(steps, epoch =>
        {
            weights.Add(steps.Weight);
            return new ValidationResult(scores[epoch], []);
        });
        Assert.Equal(0, history.BestEpoch);
        Assert.Equal(weights[1], steps.Weight);
    }

    [Fact]
    public void Run_UndefinedMetrics_AreSavedAndReadBack()
    {
        using var folder = new TemporaryFolder();
        using var store = new CheckpointStore(folder.FullPath);
        using var first = new CountingSteps(1);
        ValidationResult Validate(int epoch) => new(double.NaN, [new NamedValue("AUC", double.NaN), new NamedValue("ratio", double.PositiveInfinity)]);
        Loop(epochs: 2, store).Run(first, Validate);
        using var second = new CountingSteps(1);
        TrainingHistory history = Loop(epochs: 2, store).Run(second, Validate);
        Assert.Empty(second.Places);
        Assert.Null(history.BestEpoch);
        Assert.Equal([double.NaN, double.PositiveInfinity], history.Epochs[1].Metrics.Select(metric => metric.Value));
    }

    [Fact]
    public void Run_StoppedInAnEpochWithPatience_StopsWhereAnUndisturbedRunDoes()
    {
        double[] scores = [0.5, 0.4, 0.3, 0.9];
        var options = new TrainingLoopOptions { Epochs = 4, Patience = 2 };
        using var folder = new TemporaryFolder();
        using (var store = new CheckpointStore(folder.FullPath))
        using (var cancellation = new CancellationTokenSource())
        using (var steps = new CountingSteps(2))
        {
            Assert.ThrowsAny<OperationCanceledException>(() => new TrainingLoop(options, seed: 1, "options", store).Run(
                steps, epoch => new ValidationResult(scores[epoch], []), ProgressRecorder.StopAfter(3, cancellation), cancellation.Token));
        }

        using var again = new CheckpointStore(folder.FullPath);
        using var resumed = new CountingSteps(2);
        TrainingHistory history = new TrainingLoop(options, seed: 1, "options", again).Run(resumed, epoch => new ValidationResult(scores[epoch], []));
        Assert.True(history.StoppedEarly);
        Assert.Equal(3, history.Epochs.Count);
        Assert.Equal(0, history.BestEpoch);
    }

    [Fact]
    public void Run_Cancelled_GivesBackTheBestWeightsAndTheHistory()
    {
        double[] scores = [0.2, 0.9, 0.4];
        using var cancellation = new CancellationTokenSource();
        using var steps = new CountingSteps(2);
        double best = 0;
        ValidationResult Validate(int epoch)
        {
            best = epoch == 1 ? steps.Weight : best;
            return new ValidationResult(scores[epoch], []);
        }

        TrainingCanceledException stop = Assert.Throws<TrainingCanceledException>(() =>
            Loop(epochs: 9).Run(steps, Validate, ProgressRecorder.StopAfter(7, cancellation), cancellation.Token));
        Assert.Equal(best, steps.Weight);
        Assert.Equal(3, stop.History.Epochs.Count);
        Assert.Equal(1, stop.History.BestEpoch);
        Assert.Equal("The training was cancelled after 3 epochs; the best was epoch 2.", stop.Message);
        Assert.Equal(cancellation.Token, stop.CancellationToken);
    }

    [Fact]
    public void Run_Epochs_BeginBeforeTheirFirstStepAndAreTimedByPart()
    {
        var time = new ManualTime();
        using var steps = new CountingSteps(2) { Beginning = epoch => time.Advance(1 + epoch), Before = _ => time.Advance(10) };
        TrainingHistory history = Loop(epochs: 2, time: time).Run(steps, epoch =>
        {
            time.Advance(100 * (1 + epoch));
            return new ValidationResult(epoch, []);
        });
        Assert.Equal([(0, 0), (1, 2)], steps.Begun);
        Assert.Equal([new EpochSeconds(1, 20, 100), new EpochSeconds(2, 20, 200)], history.Epochs.Select(epoch => epoch.Seconds));
        Assert.Equal([121, 222], history.Epochs.Select(epoch => epoch.Seconds.Total));
    }

    [Fact]
    public void Run_CancelledWhileValidating_TakesNoStepTwice()
    {
        ValidationResult Validate(int epoch) => new(epoch, []);
        using var undisturbed = new CountingSteps(2);
        Loop(epochs: 2).Run(undisturbed, Validate);

        using var folder = new TemporaryFolder();
        using (var store = new CheckpointStore(folder.FullPath))
        using (var first = new CountingSteps(2))
        {
            Assert.ThrowsAny<OperationCanceledException>(() => Loop(epochs: 2, store).Run(first, _ => throw new OperationCanceledException()));
            Assert.Equal([0, 1], first.Places.Select(place => place.Step));
        }

        using var again = new CheckpointStore(folder.FullPath);
        using var resumed = new CountingSteps(2);
        TrainingHistory history = Loop(epochs: 2, again).Run(resumed, Validate);
        Assert.Equal([2, 3], resumed.Places.Select(place => place.Step));
        Assert.Equal(undisturbed.Weight, resumed.Weight);
        Assert.Equal([0, 1], history.Epochs.Select(epoch => epoch.Score));
    }

    [Fact]
    public void Run_FinishedBefore_GivesTheSameResultWithoutAStep()
    {
        using var folder = new TemporaryFolder();
        using var store = new CheckpointStore(folder.FullPath);
        using var first = new CountingSteps(2);
        Loop(epochs: 2, store).Run(first);
        using var second = new CountingSteps(2);
        TrainingHistory history = Loop(epochs: 2, store).Run(second);
        Assert.Empty(second.Places);
        Assert.Equal(first.Weight, second.Weight);
        Assert.Equal(2, history.Epochs.Count);
    }

    [Fact]
    public void Run_CheckpointOfOtherOptions_Throws()
    {
        using var folder = new TemporaryFolder();
        using var store = new CheckpointStore(folder.FullPath);
        using var steps = new CountingSteps(1);
        Loop(epochs: 1, store).Run(steps);
        var other = new TrainingLoop(new TrainingLoopOptions { Epochs = 1 }, seed: 1, "other options", store);
        CheckpointException fault = Assert.Throws<CheckpointException>(() => other.Run(steps));
        Assert.Contains("other options", fault.Message);
    }

    [Fact]
    public void Run_CheckpointEveryTwoSteps_WritesThemWithinAnEpoch()
    {
        using var folder = new TemporaryFolder();
        using var store = new CheckpointStore(folder.FullPath);
        var saved = new SortedSet<long>();
        using var steps = new CountingSteps(5) { Before = _ => saved.UnionWith(store.Steps) };
        new TrainingLoop(new TrainingLoopOptions { Epochs = 1, CheckpointEverySteps = 2 }, seed: 1, "options", store).Run(steps);
        Assert.Equal([2, 4], saved);
        Assert.Contains(5, store.Steps);
    }

    [Fact]
    public void Run_CheckpointEveryFiveSeconds_WritesAfterTheFirstStepBehindThem()
    {
        using var folder = new TemporaryFolder();
        using var store = new CheckpointStore(folder.FullPath);
        var (saved, time) = (new SortedSet<long>(), new ManualTime());
        using var steps = new CountingSteps(5) { Before = _ => { saved.UnionWith(store.Steps); time.Advance(3); } };
        new TrainingLoop(new TrainingLoopOptions { Epochs = 1, CheckpointEvery = TimeSpan.FromSeconds(5) }, seed: 1, "options", store, time).Run(steps);
        Assert.Equal([2, 4], saved);
    }

    [Fact]
    public void Run_StepCancelsItselfMidway_IsTakenAgainOnResuming()
    {
        using var undisturbed = new CountingSteps(3);
        Loop(epochs: 2).Run(undisturbed);

        using var folder = new TemporaryFolder();
        using (var store = new CheckpointStore(folder.FullPath))
        using (var stopped = new CountingSteps(3) { Before = place => { if (place.Step == 4) { throw new OperationCanceledException(); } } })
        {
            TrainingCanceledException stop = Assert.Throws<TrainingCanceledException>(() => Loop(epochs: 2, store: store).Run(stopped));
            Assert.Single(stop.History.Epochs);
        }

        using var again = new CheckpointStore(folder.FullPath);
        using var resumed = new CountingSteps(3);
        Loop(epochs: 2, store: again).Run(resumed);
        Assert.Equal([4, 5], resumed.Places.Select(place => place.Step));
        Assert.Equal(undisturbed.Weight, resumed.Weight);
    }

    [Fact]
    public void Constructor_FaultyOptions_NamesEveryFault()
    {
        var options = new TrainingLoopOptions { Epochs = 0, Patience = 0, CheckpointEverySteps = -1, CheckpointEvery = TimeSpan.Zero };
        ArgumentException fault = Assert.Throws<ArgumentException>(() => new TrainingLoop(options, seed: 1, "options"));
        Assert.Contains("Epochs is 0", fault.Message);
        Assert.Contains("Patience is 0", fault.Message);
        Assert.Contains("CheckpointEverySteps is -1", fault.Message);
        Assert.Contains("CheckpointEvery is 00:00:00", fault.Message);
    }

    private static void CancelAt(CancellationTokenSource cancellation, StepPlace place, int step)
    {
        if (place.Step == step)
        {
            cancellation.Cancel();
        }
    }

    private static TrainingLoop Loop(int epochs, CheckpointStore? store = null, TimeProvider? time = null) =>
        new(new TrainingLoopOptions { Epochs = epochs }, seed: 1, "options", store, time);
}
