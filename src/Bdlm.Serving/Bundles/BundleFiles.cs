using System.Security.Cryptography;

namespace Bdlm.Bundles;

/// <summary>The files of a bundle with their lengths and hashes.</summary>
internal static class BundleFiles
{
    /// <summary>The files that lie in a folder, by path.</summary>
    public static IReadOnlyList<BundleFile> Of(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => path != BundleManifest.FileName)
            .Order(StringComparer.Ordinal)
            .Select(path => Describe(folder, path)),
    ];

    /// <summary>What is wrong with the files that a manifest names: a sentence each.</summary>
    public static IEnumerable<string> Faults(string folder, IReadOnlyList<BundleFile> files, CancellationToken cancellation)
    {
        foreach (BundleFile file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Fault(folder, file) is { } fault)
            {
                yield return fault;
            }
        }
    }

    private static string? Fault(string folder, BundleFile file)
    {
        if (!LiesWithin(file.Path))
        {
            return $"{BundleManifest.FileName} names {file.Path}, which leads out of the folder.";
        }

        string path = Path.Combine(folder, file.Path);
        if (!File.Exists(path))
        {
            return $"{file.Path} is missing.";
        }

        BundleFile found = Describe(folder, file.Path);
        return found.Bytes != file.Bytes ? FormattableString.Invariant($"{file.Path} has {found.Bytes} bytes; expected {file.Bytes}.")
            : found.Sha256 != file.Sha256 ? $"{file.Path} has other bytes than those that were saved (SHA-256 {found.Sha256}; expected {file.Sha256})."
            : null;
    }

    private static BundleFile Describe(string folder, string path)
    {
        using FileStream stream = File.OpenRead(Path.Combine(folder, path));
        return new BundleFile(path, stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    private static bool LiesWithin(string path) => path.Length > 0 && !Path.IsPathRooted(path) && !path.Contains('\\') && !path.Split('/').Any(part => part is "" or "." or "..");
}
