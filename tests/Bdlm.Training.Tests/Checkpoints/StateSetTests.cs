using Bdlm.Serialization;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Checkpoints;

public sealed class StateSetTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void SaveTo_TwoParts_PutsTheirNamesBeforeTheirTensors()
    {
        var state = new Dictionary<string, Tensor>();

        new StateSet().Add("net", new ModuleState(nn.Linear(2, 1))).Add("stop", new EarlyStopping(3)).SaveTo(state, "run.");

        Assert.Equal(["run.net.bias", "run.net.weight", "run.stop.best", "run.stop.rounds"], state.Keys.Order());
    }

    [Fact]
    public void LoadFrom_SecondPartDoesNotFit_LoadsNeither()
    {
        var first = nn.Linear(2, 1);
        StateSet set = new StateSet().Add("a", new ModuleState(first)).Add("b", new ModuleState(nn.Linear(2, 1)));
        var state = new Dictionary<string, Tensor>();
        new StateSet().Add("a", new ModuleState(nn.Linear(2, 1))).Add("b", new ModuleState(nn.Linear(3, 1))).SaveTo(state, string.Empty);
        state["c.weight"] = ones(1);
        byte[] before = first.weight!.bytes.ToArray();

        var fault = Assert.Throws<StateMismatchException>(() => set.LoadFrom(state, string.Empty));

        Assert.Equal(["b.weight is [1, 3] Float32, expected [1, 2] Float32"], fault.Misshapen);
        Assert.Equal(["c.weight"], fault.Unexpected);
        Assert.Equal(before, first.weight!.bytes.ToArray());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b.c")]
    public void Add_TakenOrDottedName_Throws(string name)
    {
        StateSet set = new StateSet().Add("a", new EarlyStopping(1));

        var fault = Assert.Throws<ArgumentException>(() => set.Add(name, new EarlyStopping(1)));

        Assert.StartsWith($"The name '{name}' holds a dot or is taken; expected a new name without dots.", fault.Message, StringComparison.Ordinal);
    }
}
