using BenchmarkDotNet.Running;

namespace Bdlm.Benchmarks;

/// <summary>
/// Runs benchmarks: <c>dotnet run -c Release --project benchmarks/Bdlm.Benchmarks -- --filter '*'</c>. With <c>--quick</c> a
/// benchmark takes seconds and its figures are for the eye only; without it they are kept in benchmarks/results.
/// </summary>
internal static class Program
{
    private const string Quick = "--quick";

    private static int Main(string[] args)
    {
        bool isQuick = args.Contains(Quick);
        GeneratedProjects.MendTorchNative();
        var settings = new BenchmarkSettings(isQuick);
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly)
            .Run([.. args.Where(argument => argument != Quick)], settings)
            .ToArray();
        if (!isQuick)
        {
            ResultFiles.Keep(summaries);
        }

        bool isComplete = summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success));
        return isComplete ? 0 : 1;
    }
}
