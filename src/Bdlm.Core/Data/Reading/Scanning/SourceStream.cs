namespace Bdlm.Data.Reading.Scanning;

/// <summary>Opens a data file, unpacking it where its first bytes say gzip.</summary>
internal static class SourceStream
{
    private const byte GzipFirst = 0x1F;
    private const byte GzipSecond = 0x8B;

    /// <summary>Opens the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="plainLength">Its length in bytes, or 0 where it is packed.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Stream Open(string path, out long plainLength)
    {
        Require(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        bool packed = file.ReadByte() == GzipFirst && file.ReadByte() == GzipSecond;
        file.Position = 0;
        plainLength = packed ? 0 : file.Length;
        return packed ? new WholeGzipStream(file) : file;
    }

    /// <summary>Throws unless the file is there.</summary>
    public static void Require(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path))
        {
            return;
        }

        string actual = Directory.Exists(path) ? "is a folder" : "does not exist";
        throw new FileNotFoundException($"{path} {actual}; expected a data file. Check the path (working folder: {Path.GetFullPath(".")}).", path);
    }

    /// <summary>Throws unless the folder is there.</summary>
    public static void RequireFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{folder} is not a folder; expected the folder that holds the data files. Check the path (working folder: {Path.GetFullPath(".")}).");
        }
    }

    /// <summary>The path of a file of a folder, packed (name.gz) or not; null if neither is there.</summary>
    public static string? Find(string folder, string name)
    {
        string plain = Path.Combine(folder, name);
        string packed = plain + ".gz";
        return File.Exists(plain) ? plain : File.Exists(packed) ? packed : null;
    }
}
