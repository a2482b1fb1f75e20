using BenchmarkDotNet.Reports;

namespace Bdlm.Benchmarks;

/// <summary>Keeps the tables of complete runs in benchmarks/results, one Markdown file a benchmark class.</summary>
internal static class ResultFiles
{
    private const string Ending = "-report-github.md";

    /// <summary>Copies the tables; a run with a failed benchmark keeps the earlier table.</summary>
    public static void Keep(IEnumerable<Summary> summaries)
    {
        string target = Repository.At("benchmarks/results");
        Directory.CreateDirectory(target);
        foreach (Summary summary in summaries.Where(summary => summary.Reports.Length > 0 && summary.Reports.All(report => report.Success)))
        {
            foreach (string type in summary.BenchmarksCases.Select(benchmark => benchmark.Descriptor.Type.FullName!).Distinct())
            {
                string source = Path.Combine(summary.ResultsDirectoryPath, type + Ending);
                string name = type[(type.LastIndexOf('.') + 1)..];
                File.Copy(source, Path.Combine(target, name + ".md"), overwrite: true);
            }
        }
    }
}
