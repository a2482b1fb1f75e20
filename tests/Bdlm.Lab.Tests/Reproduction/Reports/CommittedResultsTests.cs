using Bdlm.Lab.Reproduction.Comparison;
using Bdlm.Lab.Reproduction.Reports.Summaries;
using Bdlm.Lab.Reproduction.Reports.Tables;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Reports;

/// <summary>The committed results are what the code writes, and what the README shows of them.</summary>
public sealed class CommittedResultsTests
{
    private static readonly string Root = Repository();

    [Fact]
    public void Committed_Reports_AgreeWithTheCode()
    {
        string results = Path.Combine(Root, "docs", "results");
        string[] summaries = Directory.Exists(results) ? Directory.GetFiles(results, ReportFolder.SummaryName, SearchOption.AllDirectories) : [];
        Assert.NotEmpty(summaries);
        string[] faults = [.. summaries.Order(StringComparer.Ordinal).Select(path => Path.GetDirectoryName(path)!).SelectMany(folder => ReportCheck.Of(folder).Select(fault => $"{Path.GetRelativePath(results, folder)}: {fault}"))];
        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Readme_MainResult_IsThatOfTheCommittedReport()
    {
        ReportSummary summary = ResultJson.Read<ReportSummary>(Path.Combine(Root, "docs", "results", "ml-100k", "table3", ReportFolder.SummaryName));
        string[] lines = File.ReadAllLines(Path.Combine(Root, "README.md"));
        string[] expected = [.. summary.Rows.Where(row => row.Values.Count > 0).Select(Line)];
        Assert.Equal(string.Join('\n', expected), string.Join('\n', lines.Where(line => expected.Any(row => SameRow(row, line)))));
    }

    private static string Line(RowSummary row) =>
        $"| {row.Key} | {string.Join(" | ", new[] { Measures.HitRate1, Measures.HitRate2, Measures.F1 }.Select(measure => row[measure.Name] is { } value ? NumberText.Spread(value.Mean, value.Deviation) : NumberText.None))} |";

    private static bool SameRow(string expected, string line) => line.StartsWith(expected[..(expected.IndexOf('|', 1) + 1)], StringComparison.Ordinal);

    private static string Repository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Bdlm.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("Bdlm.sln lies in no folder above the tests; expected the tests within the repository.");
    }
}
