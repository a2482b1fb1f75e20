using static TorchSharp.torch;

namespace Bdlm.Joint;

/// <summary>Runs alone: the number of threads is the process's.</summary>
[CollectionDefinition(nameof(ThreadCountTests), DisableParallelization = true)]
[Collection(nameof(ThreadCountTests))]
public sealed class ThreadCountTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Train_OneThreadOrTwo_EndsWithTheSameBits(bool withLlama)
    {
        int threads = get_num_threads();
        try
        {
            Assert.Equal(Trained(1, withLlama), Trained(2, withLlama));
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    private static SortedDictionary<string, string> Trained(int threads, bool withLlama)
    {
        set_num_threads(threads);
        using var sides = new RealSides(new RealSidesOptions { Language = withLlama ? RealSidesOptions.LlamaWithDropout(1) : null, LeaveOutOwnEdges = true });
        sides.Trainer(epochs: 2).Train();
        return sides.Bits();
    }
}
