namespace Bdlm.Serialization;

/// <summary>A folder that lives as long as a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("bdlm-").FullName;

    public string File(string name) => Path.Combine(FullPath, name);

    public string[] Names() => [.. Directory.GetFiles(FullPath).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
