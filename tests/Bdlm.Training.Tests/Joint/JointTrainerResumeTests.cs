using Bdlm.Checkpoints;
using Bdlm.Loops;
using TorchSharp;

namespace Bdlm.Joint;

/// <summary>Joint training that is stopped, and that goes on.</summary>
public sealed class JointTrainerResumeTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(1, 4)]
    [InlineData(3, 2)]
    [InlineData(3, 4)]
    [InlineData(int.MaxValue, 5)]
    public void Train_StoppedWithinAStepAndResumed_EndsWithTheSameBits(int batchesPerTurn, int stopAfterTurns)
    {
        using var undisturbed = new JointRun();
        undisturbed.Trainer(epochs: 2, schedule: new AlternatingTurns(batchesPerTurn)).Train();

        using var folder = new TemporaryFolder();
        using (var store = new CheckpointStore(folder.FullPath))
        using (var cancellation = new CancellationTokenSource())
        using (var stopped = new JointRun())
        {
            int turns = 0;
            var stop = new TurnCallback(_ => CancelAt(cancellation, ++turns == stopAfterTurns));
            JointTrainer trainer = stopped.Trainer(epochs: 2, schedule: new AlternatingTurns(batchesPerTurn), callbacks: [stop], store: store);
            Assert.ThrowsAny<OperationCanceledException>(() => trainer.Train(cancellation: cancellation.Token));
            Assert.Equal(stopAfterTurns, turns);
        }

        using var again = new CheckpointStore(folder.FullPath);
        using var resumed = new JointRun(seed: 77);
        resumed.Trainer(epochs: 2, schedule: new AlternatingTurns(batchesPerTurn), store: again).Train();
        Assert.Equal(undisturbed.Language.Values(), resumed.Language.Values());
        Assert.Equal(undisturbed.Domain.Values(), resumed.Domain.Values());
        Assert.Equal(undisturbed.Sharing.Users.data<float>().ToArray(), resumed.Sharing.Users.data<float>().ToArray());
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    public void Train_WithFeaturesOfTheTrainingForward_ResumesToTheSameBits(int batchesPerTurn, int stopAfterTurns)
    {
        var options = new RealSidesOptions { Language = RealSidesOptions.Llama(1) };
        using var undisturbed = new RealSides(options);
        undisturbed.Trainer(epochs: 2, new AlternatingTurns(batchesPerTurn)).Train();

        using var folder = new TemporaryFolder();
        using (var store = new CheckpointStore(folder.FullPath))
        using (var cancellation = new CancellationTokenSource())
        using (var stopped = new RealSides(options))
        {
            int turns = 0;
            JointTrainer trainer = stopped.Trainer(epochs: 2, new AlternatingTurns(batchesPerTurn), _ => CancelAt(cancellation, ++turns == stopAfterTurns), store);
            Assert.ThrowsAny<OperationCanceledException>(() => trainer.Train(cancellation: cancellation.Token));
        }

        using var again = new CheckpointStore(folder.FullPath);
        using var resumed = new RealSides(options);
        resumed.Trainer(epochs: 2, new AlternatingTurns(batchesPerTurn), store: again).Train();
        Assert.Equal(undisturbed.Bits(), resumed.Bits());
    }

    [Fact]
    public void Train_StoppedBetweenTheSides_KeepsNoFeatures()
    {
        using var run = new JointRun();
        run.Trainer(epochs: 1).Train();
        using var cancellation = new CancellationTokenSource();
        JointTrainer trainer = run.Trainer(epochs: 1, schedule: AlternatingTurns.WholeEpochs);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Assert.ThrowsAny<OperationCanceledException>(() => trainer.Train(progress: ProgressRecorder.StopAfter(3, cancellation), cancellation: cancellation.Token));
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static void CancelAt(CancellationTokenSource cancellation, bool now)
    {
        if (now)
        {
            cancellation.Cancel();
        }
    }
}
