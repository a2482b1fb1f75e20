namespace Bdlm.Architecture;

public sealed class DocumentationTests
{
    [Theory]
    [MemberData(nameof(Repository.PackageData), MemberType = typeof(Repository))]
    public void Architecture_Folders_AreAllExplained(string package)
    {
        string page = File.ReadAllText(Repository.At("docs/architecture.md"));
        IEnumerable<string> folders = Repository.SourcesOf(package).Select(file => file.Folder.Split('/')[0]).Where(folder => folder.Length > 0).Distinct();

        Faults.AssertNone(folders.Where(folder => !page.Contains($"`{folder}/`", StringComparison.Ordinal)).Select(folder => $"docs/architecture.md does not explain `{folder}/` of {package}"));
    }

    [Fact]
    public void CiRun_TestCommand_IsTheReadmes()
    {
        string[] script = File.ReadAllLines(Repository.At(".ci/run"));
        string[] readme = File.ReadAllLines(Repository.At("README.md"));

        Assert.Contains("step dotnet test", script);
        Assert.Contains(readme, line => line.Split('#')[0].Trim() == "dotnet test");
    }

    [Fact]
    public void Solution_Projects_AreAllThere()
    {
        string solution = File.ReadAllText(Repository.At("Bdlm.sln"));
        IEnumerable<string> projects = new[] { "src", "tests", "benchmarks", "samples" }
            .Select(Repository.At)
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.GetDirectories(folder))
            .SelectMany(folder => Directory.GetFiles(folder, "*.csproj"))
            .Select(path => Path.GetFileName(path));

        Assert.All(projects, project => Assert.Contains($"\\{project}\"", solution, StringComparison.Ordinal));
    }
}
