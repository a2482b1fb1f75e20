using Bdlm.Optimizers;
using Bdlm.Sharing;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Checkpoints;

/// <summary>A run that is stopped, saved, loaded into new objects and continued ends with the very numbers of one that was not.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(SharingUpdate.Learned)]
    [InlineData(SharingUpdate.MovingAverage)]
    public void Resume_InTheMiddle_EndsBitwiseAlike(SharingUpdate update)
    {
        using var whole = new SmallRun(update, seed: 1);
        whole.Train(0, 10);
        using var interrupted = new SmallRun(update, seed: 1);
        interrupted.Train(0, 4);
        Save(interrupted, 4);
        interrupted.Train(4, 6);

        // Another seed: whatever is not restored would show.
        using var resumed = new SmallRun(update, seed: 2);
        using (var store = new CheckpointStore(_folder.FullPath))
        using (TrainingCheckpoint checkpoint = store.LoadLatest("options")!)
        {
            checkpoint.Restore(resumed.State);
            resumed.Train(checkpoint.Step, 10);
        }

        Assert.Equal(whole.Bits(), resumed.Bits());
    }

    [Fact]
    public void TrainingCheckpoint_InsideAnInnerScope_SurvivesIt()
    {
        using var run = new SmallRun(SharingUpdate.Learned, seed: 1);
        TrainingCheckpoint checkpoint;
        using (NewDisposeScope())
        {
            checkpoint = Capture(run, 1);
        }

        Assert.All(checkpoint.Tensors.Values, tensor => Assert.False(tensor.IsInvalid));
        checkpoint.Dispose();
        run.Train(0, 1);
    }

    [Fact]
    public void SaveAndLoad_ManyTimes_LeavesNoTensorBehind()
    {
        using var run = new SmallRun(SharingUpdate.Learned, seed: 1);
        run.Train(0, 2);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int step = 2; step < 8; step++)
        {
            Save(run, step);
            using var store = new CheckpointStore(_folder.FullPath);
            using TrainingCheckpoint checkpoint = store.LoadLatest()!;
            checkpoint.Restore(run.State);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static TrainingCheckpoint Capture(SmallRun run, long step) => new(TrainingCheckpoint.TensorsOf(run.State))
    {
        Step = step,
        Epoch = 0,
        Seed = 1,
        OptionsHash = "options",
    };

    private void Save(SmallRun run, long step)
    {
        using var store = new CheckpointStore(_folder.FullPath);
        using TrainingCheckpoint checkpoint = Capture(run, step);
        store.Save(checkpoint);
    }

    private sealed class SmallRun : IDisposable
    {
        private readonly TorchSharp.Modules.Embedding _users;
        private readonly TorchSharp.Modules.Embedding _items;
        private readonly InformationSharingModule _sharing;
        private readonly FusedAdam _adam;
        private readonly EarlyStopping _stopping = new(100);
        private readonly LearningRateSchedule _schedule = LearningRateSchedule.Cosine(0.05, 10, 3);

        public SmallRun(SharingUpdate update, ulong seed)
        {
            using var generator = new Generator(seed);
            _users = Table(randn(6, 4, generator: generator));
            _items = Table(randn(8, 4, generator: generator));
            _sharing = new InformationSharingModule(6, 8, 4, new SharingOptions { Update = update, LearningRate = 0.02 });
            _sharing.Preload(randn(6, 4, generator: generator), randn(8, 4, generator: generator));
            _adam = new FusedAdam([("users", _users.weight!), ("items", _items.weight!)], new AdamOptions());
            State = new StateSet()
                .Add("users", new ModuleState(_users)).Add("items", new ModuleState(_items))
                .Add("sharing", _sharing).Add("adam", _adam).Add("stopping", _stopping);
        }

        public StateSet State { get; }

        public void Train(long from, long to)
        {
            for (long step = from; step < to; step++)
            {
                using var scope = NewDisposeScope();
                _adam.LearningRate = _schedule.RateAt(step);
                _adam.ZeroGrad();
                Tensor u = tensor(new[] { step % 6, (step + 1) % 6 });
                Tensor i = tensor(new[] { step % 8, (step * 3) % 8 });
                using SharingTurn turn = _sharing.Begin(u, i);
                (Tensor e, Tensor f) = (_users.call(u), _items.call(i));
                Tensor loss = ((e * f).sum(1) - 1).square().mean() + (0.5 * turn.Loss(e, f));
                loss.backward();
                _adam.Step();
                turn.Apply();
                _stopping.Observe(-loss.item<float>());
            }
        }

        /// <summary>Each state tensor's name and bits.</summary>
        public string[] Bits()
        {
            using var scope = NewDisposeScope();
            return [.. TrainingCheckpoint.TensorsOf(State).Select(pair => $"{pair.Key} {Convert.ToHexString(pair.Value.bytes)}")];
        }

        public void Dispose()
        {
            _adam.Dispose();
            _sharing.Dispose();
            _users.Dispose();
            _items.Dispose();
        }

        // Not Embedding_from_pretrained: in TorchSharp 0.107 its rows are not those in the module's state_dict.
        private static TorchSharp.Modules.Embedding Table(Tensor rows)
        {
            var table = nn.Embedding(rows.shape[0], rows.shape[1]);
            table.weight = new TorchSharp.Modules.Parameter(rows);
            return table;
        }
    }
}
