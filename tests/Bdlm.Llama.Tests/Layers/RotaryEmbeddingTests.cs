using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

public class RotaryEmbeddingTests
{
    [Fact]
    public void Rotate_ByHand_TurnsTheHalves()
    {
        using var scope = NewDisposeScope();
        using var rotary = new RotaryEmbedding(headDim: 4, theta: 100, maxLength: 8);
        // Pair 0 is (x0, x2) and turns by p; pair 1 is (x1, x3) and turns by p · 100^(−2/4) = p / 10.
        Tensor head = tensor(new float[] { 1, 2, 3, 4 }, [1, 1, 1, 4]);

        float[] turned = rotary.Consecutive(5, 1, CPU, ScalarType.Float32).Rotate(head).data<float>().ToArray();

        Assert.Equal(1 * Math.Cos(5) - 3 * Math.Sin(5), turned[0], 1e-6);
        Assert.Equal(2 * Math.Cos(0.5) - 4 * Math.Sin(0.5), turned[1], 1e-6);
        Assert.Equal(3 * Math.Cos(5) + 1 * Math.Sin(5), turned[2], 1e-6);
        Assert.Equal(4 * Math.Cos(0.5) + 2 * Math.Sin(0.5), turned[3], 1e-6);
    }

    [Fact]
    public void At_GivenPositions_EqualsConsecutive()
    {
        using var scope = NewDisposeScope();
        using var rotary = new RotaryEmbedding(headDim: 6, theta: 10_000, maxLength: 300);
        Tensor positions = tensor(new long[] { 3, 4, 5, 290, 291, 292 }, [2, 3]);

        RotaryAngles angles = rotary.At(positions, 293, ScalarType.Float64);

        Assert.Equal([2, 3, 1, 6], angles.Cosines.shape);
        Assert.True(angles.Cosines[1].allclose(rotary.Consecutive(290, 3, CPU, ScalarType.Float64).Cosines, 0, 0));
        Assert.True(angles.SignedSines[0].allclose(rotary.Consecutive(3, 3, CPU, ScalarType.Float64).SignedSines, 0, 0));
    }
}
