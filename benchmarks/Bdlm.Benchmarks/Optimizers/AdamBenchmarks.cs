using Bdlm.Optimizers;
using BenchmarkDotNet.Attributes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Benchmarks.Optimizers;

/// <summary>One Adam step over 4.5 million parameters: TorchSharp's own optimiser is the plain way.</summary>
public class AdamBenchmarks : IDisposable
{
    private const int Rows = 70_839;
    private const int Dim = 64;

    private Parameter? _table;
    private FusedAdam? _fused;
    private optim.Optimizer? _plain;
    private RowwiseAdam? _rowwise;
    private Tensor? _touched;

    [GlobalSetup]
    public void Setup()
    {
        _table = new Parameter(randn(Rows, Dim));
        _table.grad = randn(Rows, Dim);
        _fused = new FusedAdam([("table", _table)], new AdamOptions { LearningRate = 1e-3 });
        _plain = optim.Adam([_table], 1e-3);
        _rowwise = new RowwiseAdam(_table, new AdamOptions { LearningRate = 1e-3 });
        _touched = arange(4096, dtype: ScalarType.Int64) * 17;
    }

    [Benchmark(Baseline = true)]
    public void TorchSharpAdam() => _plain!.step();

    [Benchmark]
    public void Fused() => _fused!.Step();

    [Benchmark]
    public void RowwiseOver4096Rows() => _rowwise!.StepFromGradient(_touched!);

    [GlobalCleanup]
    public void Dispose()
    {
        _fused?.Dispose();
        _plain?.Dispose();
        _rowwise?.Dispose();
        _touched?.Dispose();
        _table?.Dispose();
        GC.SuppressFinalize(this);
    }
}
