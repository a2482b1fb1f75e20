using Bdlm.Checkpoints;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Loops;

public sealed class StateSnapshotTests
{
    [Fact]
    public void Restore_AfterChanges_PutsTheCopyBack()
    {
        using Linear module = nn.Linear(2, 2);
        var state = new ModuleState(module);
        using var snapshot = new StateSnapshot();
        Assert.True(snapshot.IsEmpty);
        snapshot.Take(state);
        var expected = StateBits.Of(state);
        using (no_grad())
        {
            module.weight.add_(1);
            module.bias!.add_(1);
        }

        Assert.NotEqual(expected, StateBits.Of(state));
        snapshot.Restore(state);
        Assert.False(snapshot.IsEmpty);
        Assert.Equal(expected, StateBits.Of(state));
    }

    [Fact]
    public void Take_Again_KeepsOneCopyOnly()
    {
        using Linear module = nn.Linear(2, 2);
        var state = new ModuleState(module);
        using var snapshot = new StateSnapshot();
        snapshot.Take(state);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        snapshot.Take(state);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        snapshot.Dispose();
        Assert.True(snapshot.IsEmpty);
        Assert.Equal(before - 2, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
