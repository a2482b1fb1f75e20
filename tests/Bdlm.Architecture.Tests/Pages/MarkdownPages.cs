namespace Bdlm.Architecture.Pages;

/// <summary>The pages that people read in the repository. Reports that a program wrote are held by that program's tests.</summary>
internal static class MarkdownPages
{
    private const string Written = "docs/results/";

    /// <summary>The paths, below the repository's root.</summary>
    public static IReadOnlyList<string> Paths { get; } =
    [
        "README.md", "CHANGELOG.md", "CONTRIBUTING.md",
        .. new[] { "docs", "samples", "eng" }.SelectMany(folder => Below(folder)).Where(path => !path.StartsWith(Written, StringComparison.Ordinal)),
    ];

    public static TheoryData<string> Data() => [.. Paths];

    private static IEnumerable<string> Below(string folder) => Directory.GetFiles(Repository.At(folder), "*.md")
        .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
        .Concat(Directory.GetDirectories(Repository.At(folder))
            .Where(inner => Path.GetFileName(inner) is not ("bin" or "obj"))
            .SelectMany(inner => Below(Path.GetRelativePath(Repository.Root, inner))))
        .Order(StringComparer.Ordinal);
}
