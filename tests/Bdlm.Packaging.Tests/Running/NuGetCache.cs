namespace Bdlm.Packaging.Running;

/// <summary>The folder in which NuGet keeps this user's packages.</summary>
internal static class NuGetCache
{
    public static string Folder { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
