using Bdlm.Serialization;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Checkpoints;

public sealed class ModuleStateTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void SaveAndLoad_TwoModules_MakesThemEqual()
    {
        (nn.Module first, nn.Module second) = (Network(4), Network(4));
        Dictionary<string, Tensor> state = State(first);

        new ModuleState(second).LoadFrom(state, "net.");

        Assert.Contains("net.1.running_mean", state.Keys);
        Assert.Equal(first.state_dict().Count, state.Count);
        Assert.All(second.state_dict(), pair => Assert.True(pair.Value.bytes.SequenceEqual(state["net." + pair.Key].bytes)));
    }

    [Fact]
    public void LoadFrom_OtherModule_NamesAllFaultsAndLoadsNothing()
    {
        nn.Module module = Network(4);
        Dictionary<string, Tensor> state = State(Network(5));
        state.Remove("net.0.bias");
        state["net.extra"] = ones(1);
        byte[] before = module.state_dict()["0.weight"].bytes.ToArray();

        var fault = Assert.Throws<StateMismatchException>(() => new ModuleState(module).LoadFrom(state, "net."));

        Assert.Equal(["net.0.bias"], fault.Missing);
        Assert.Equal(["net.extra"], fault.Unexpected);
        Assert.Contains("net.0.weight is [5, 3] Float32, expected [4, 3] Float32", fault.Misshapen);
        Assert.Equal(5, fault.Misshapen.Count);
        Assert.Equal(before, module.state_dict()["0.weight"].bytes.ToArray());
    }

    [Fact]
    public void LoadFrom_ModuleWithGradients_KeepsItsParameters()
    {
        nn.Module module = Network(4);
        TorchSharp.Modules.Parameter weight = module.get_parameter("0.weight")!;

        new ModuleState(module).LoadFrom(State(Network(4)), "net.");

        Assert.Same(weight, module.get_parameter("0.weight"));
        Assert.True(weight.requires_grad);
    }

    [Fact]
    public void SaveTo_Disposed_LeavesNoTensorBehind()
    {
        nn.Module module = Network(4);
        var state = new ModuleState(module);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        foreach (Tensor view in State(module).Values)
        {
            view.Dispose();
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Constructor_ModuleWithoutParameters_Throws()
    {
        var fault = Assert.Throws<ArgumentException>(() => new ModuleState(nn.ReLU()));

        Assert.StartsWith("The module ReLU has no registered parameter or buffer, so that nothing would be saved.", fault.Message, StringComparison.Ordinal);
    }

    private static nn.Module Network(int width) => nn.Sequential(nn.Linear(3, width), nn.BatchNorm1d(width));

    private static Dictionary<string, Tensor> State(nn.Module module)
    {
        var state = new Dictionary<string, Tensor>();
        new ModuleState(module).SaveTo(state, "net.");
        return state;
    }
}
