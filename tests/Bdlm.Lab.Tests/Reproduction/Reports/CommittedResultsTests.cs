namespace Bdlm.Lab.Reproduction.Reports;

/// <summary>The committed results are what the code writes: schema, hashes, tables and page.</summary>
public sealed class CommittedResultsTests
{
    [Fact]
    public void Committed_Reports_AgreeWithTheCode()
    {
        string? results = FolderAbove("docs/results");
        string[] summaries = results is null ? [] : Directory.GetFiles(results, ReportFolder.SummaryName, SearchOption.AllDirectories);
        Assert.SkipWhen(summaries.Length == 0, "docs/results holds no results.json: nothing is committed yet. Run lab reproduce and commit its report.");
        string[] faults = [.. summaries.Order(StringComparer.Ordinal).Select(path => Path.GetDirectoryName(path)!).SelectMany(folder => ReportCheck.Of(folder).Select(fault => $"{Path.GetRelativePath(results!, folder)}: {fault}"))];
        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    private static string? FolderAbove(string wanted)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Bdlm.sln")))
            {
                string found = Path.Combine(folder.FullName, wanted);
                return Directory.Exists(found) ? found : null;
            }
        }

        throw new DirectoryNotFoundException("Bdlm.sln lies in no folder above the tests; expected the tests within the repository.");
    }
}
