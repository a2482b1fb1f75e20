using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

public class RotaryEmbeddingThreadTests
{
    // Beyond the first table's 256 rows, so that tables are made and replaced while others read.
    private static readonly int[] Lengths = [3, 200, 300, 700, 1500, 4000];

    [Fact]
    public void Angles_OfManyThreads_AreThoseOfOne()
    {
        using var scope = NewDisposeScope();
        using var alone = new RotaryEmbedding(headDim: 4, theta: 10_000, maxLength: 4096);
        float[][] expected = [.. Lengths.Select(length => Sines(alone, length))];
        for (int round = 0; round < 20; round++)
        {
            using var shared = new RotaryEmbedding(headDim: 4, theta: 10_000, maxLength: 4096);
            Parallel.For(0, 8 * Lengths.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, place =>
            {
                using var own = NewDisposeScope();
                int which = place % Lengths.Length;
                Assert.Equal(expected[which], Sines(shared, Lengths[which]));
            });
        }
    }

    // The last position by both ways.
    private static float[] Sines(RotaryEmbedding rotary, int length)
    {
        Tensor consecutive = rotary.Consecutive(0, length, CPU, ScalarType.Float32).SignedSines;
        Tensor chosen = rotary.At(tensor(new long[] { length - 1 }, [1, 1]), length, ScalarType.Float32).SignedSines;
        return [.. consecutive[^1].contiguous().data<float>().ToArray(), .. chosen.contiguous().data<float>().ToArray()];
    }
}
