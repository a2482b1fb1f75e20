using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

public class GatedFeedForwardTests
{
    [Fact]
    public void Forward_ByHand_GatesTheInput()
    {
        using var scope = NewDisposeScope();
        using var feedForward = new GatedFeedForward(Map(2), Map(3), Map(5));

        float result = feedForward.call(tensor(new float[] { 0.5f }, [1, 1])).item<float>();

        // gate 1, up 1.5: 5 · silu(1) · 1.5, with silu(1) = 1 / (1 + e⁻¹).
        Assert.Equal(5 * 1.5 / (1 + Math.Exp(-1)), result, 1e-6);
    }

    private static Projection Map(float weight) => new(new Parameter(tensor(new[] { weight }, [1, 1])));
}
