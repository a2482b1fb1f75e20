namespace Bdlm.Packaging.Running;

/// <summary>A folder of its own outside the repository, deleted in the end.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder() => Path = Directory.CreateTempSubdirectory("bdlm-").FullName;

    public string Path { get; }

    /// <summary>Writes a text file, its folders included, and gives its full path.</summary>
    public string Write(string relativePath, string text)
    {
        string path = At(relativePath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string At(string relativePath) => System.IO.Path.Combine(Path, relativePath);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A scanner or an exiting process may still hold a file; the system clears its temporary folder.
        }
    }
}
