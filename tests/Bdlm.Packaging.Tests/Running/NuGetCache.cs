namespace Bdlm.Packaging.Running;

/// <summary>The folder in which NuGet keeps this user's packages.</summary>
internal static class NuGetCache
{
    public static string Folder { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>
    /// Writes a nuget.config for all below a scratch folder. Bdlm's packages go to a folder of this run. All others are taken from the user's,
    /// which the repository's own restore filled.
    /// </summary>
    /// <param name="folder">The scratch folder.</param>
    /// <param name="sources">Further package sources, as elements of the file.</param>
    public static void WriteSettings(ScratchFolder folder, string sources = "")
    {
        Directory.CreateDirectory(Folder);
        folder.Write("nuget.config", $"""
            <?xml version="1.0" encoding="utf-8"?>
            <configuration>
              <config><add key="globalPackagesFolder" value="{folder.At("packages")}" /></config>
              <fallbackPackageFolders><add key="user" value="{Folder}" /></fallbackPackageFolders>
              <packageSources>{sources}</packageSources>
            </configuration>
            """);
    }
}
