namespace Bdlm.Architecture;

/// <summary>The checkout that this test program was built from.</summary>
internal static class Repository
{
    /// <summary>The packages' names, which are those of their folders, projects and assemblies.</summary>
    public static readonly string[] Packages = ["Bdlm.Core", "Bdlm.Models", "Bdlm.Training", "Bdlm.Llama", "Bdlm.Conformance", "Bdlm.Serving"];

    public static string Root { get; } = FindRoot();

    public static string At(string relativePath) => Path.Combine(Root, relativePath);

    public static TheoryData<string> PackageData() => [.. Packages];

    /// <summary>The source files of a package.</summary>
    public static IReadOnlyList<SourceFile> SourcesOf(string package) => SourcesBelow($"src/{package}");

    /// <summary>The source files below one of the repository's folders, such as "tests".</summary>
    public static IReadOnlyList<SourceFile> SourcesBelow(string home) => [.. FindSources(At(home))
        .Order(StringComparer.Ordinal)
        .Select(path => SourceFile.Read(home, path))];

    private static IEnumerable<string> FindSources(string folder) => Directory.GetFiles(folder, "*.cs")
        .Concat(Directory.GetDirectories(folder)
            .Where(inner => Path.GetFileName(inner) is not ("bin" or "obj"))
            .SelectMany(FindSources));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Bdlm.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Bdlm.sln. Run the tests from the repository's own build output.");
    }
}
