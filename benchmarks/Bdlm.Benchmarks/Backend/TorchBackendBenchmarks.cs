using Bdlm.Backend;
using BenchmarkDotNet.Attributes;
using TorchSharp;

namespace Bdlm.Benchmarks.Backend;

/// <summary>
/// What asking for the back end costs once it is loaded, beside the smallest tensor. That it runs at all shows that the
/// native mend reaches BenchmarkDotNet's generated projects.
/// </summary>
public class TorchBackendBenchmarks
{
    [Benchmark(Baseline = true)]
    public float SmallestTensor()
    {
        using torch.Tensor one = torch.ones(1);
        return one.item<float>();
    }

    [Benchmark]
    public TorchBackendException? Check() => TorchBackend.Check();
}
