using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;

namespace Bdlm.Benchmarks;

/// <summary>How every benchmark of this project is run and reported.</summary>
internal sealed class BenchmarkSettings : ManualConfig
{
    /// <param name="isQuick">Few short iterations: shows that a benchmark runs, not how fast it is.</param>
    public BenchmarkSettings(bool isQuick)
    {
        AddJob(isQuick ? Job.ShortRun.WithWarmupCount(1) : Job.Default);
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddLogger(ConsoleLogger.Default);
        AddExporter(MarkdownExporter.GitHub);
        ArtifactsPath = Repository.At("BenchmarkDotNet.Artifacts");
    }
}
