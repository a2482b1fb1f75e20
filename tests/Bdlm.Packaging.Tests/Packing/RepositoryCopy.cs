using Bdlm.Packaging.Running;

namespace Bdlm.Packaging.Packing;

/// <summary>
/// The part of the repository that packages are made from, and the file-based samples, copied to a scratch folder: packing then neither
/// disturbs a build of the checkout nor is disturbed by one, and shows that a source archive without .git is enough.
/// </summary>
internal static class RepositoryCopy
{
    private static readonly string[] Files =
        ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "nuget.config", ".editorconfig"];

    private static readonly string[] OutputFolders = ["bin", "obj"];

    /// <summary>Copies into <paramref name="target"/> and adds a solution of the packages, packages.slnx.</summary>
    /// <returns>The packages' names, which are those of their folders.</returns>
    public static IReadOnlyList<string> Create(string target)
    {
        foreach (string file in Files)
        {
            Directory.CreateDirectory(target);
            File.Copy(Repository.At(file), Path.Combine(target, file));
        }

        CopyFolder(Repository.At("eng"), Path.Combine(target, "eng"));
        CopyFolder(Repository.At("src"), Path.Combine(target, "src"));
        CopyFiles(Repository.At("samples"), Path.Combine(target, "samples"));
        CopyFolder(Repository.At("samples/data"), Path.Combine(target, "samples", "data"));
        Directory.CreateDirectory(Path.Combine(target, "feed"));
        string[] packages = [.. Directory.GetDirectories(Repository.At("src")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];
        IEnumerable<string> projects = packages.Select(name => $"  <Project Path=\"src/{name}/{name}.csproj\" />");
        File.WriteAllText(Path.Combine(target, "packages.slnx"), $"<Solution>\n{string.Join('\n', projects)}\n</Solution>\n");
        return packages;
    }

    private static void CopyFiles(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private static void CopyFolder(string from, string to)
    {
        CopyFiles(from, to);
        foreach (string folder in Directory.GetDirectories(from).Where(folder => !OutputFolders.Contains(Path.GetFileName(folder))))
        {
            CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
