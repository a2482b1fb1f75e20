using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Serialization;

public sealed class TensorStateTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Load_ThreeKindsOfMismatch_NamesAllAndLoadsNothing()
    {
        (string Name, Tensor Tensor)[] own = [("a", zeros(2)), ("b", zeros(2, 3)), ("c", zeros(1)), ("d", zeros(1))];
        var state = new Dictionary<string, Tensor>
        {
            ["m.a"] = ones(2),
            ["m.b"] = ones(3, 2),
            ["m.c"] = ones(1, dtype: ScalarType.Float64),
            ["m.e"] = ones(1),
            ["other"] = ones(1),
        };

        var fault = Assert.Throws<StateMismatchException>(() => TensorState.Load(own, state, "m."));

        Assert.Equal(["m.d"], fault.Missing);
        Assert.Equal(["m.e"], fault.Unexpected);
        Assert.Equal(["m.b is [3, 2] Float32, expected [2, 3] Float32", "m.c is [1] Float64, expected [1] Float32"], fault.Misshapen);
        Assert.Equal(
            "The saved state does not fit, and nothing was loaded. 1 missing: m.d. 1 unexpected: m.e. "
            + "2 of the wrong shape or type: m.b is [3, 2] Float32, expected [2, 3] Float32; m.c is [1] Float64, expected [1] Float32. "
            + "Build the object with the options that the state was saved with.",
            fault.Message);
        Assert.Equal(0f, own[0].Tensor.sum().item<float>());
    }

    [Fact]
    public void Save_NameTaken_Throws()
    {
        var state = new Dictionary<string, Tensor> { ["p.a"] = ones(1) };

        var fault = Assert.Throws<ArgumentException>(() => TensorState.Save([("a", ones(1))], state, "p."));

        Assert.StartsWith("state already holds 'p.a'. Give each part a prefix of its own.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_Views_SeeLaterChangesAndOutliveNoOwner()
    {
        Tensor own = ones(2).requires_grad_();
        var state = new Dictionary<string, Tensor>();

        TensorState.Save([("a", own)], state, string.Empty);
        using (no_grad())
        {
            own.fill_(5);
        }

        Assert.False(state["a"].requires_grad);
        Assert.Equal(10f, state["a"].sum().item<float>());
        state["a"].Dispose();
        Assert.Equal(10f, own.sum().item<float>());
    }
}
