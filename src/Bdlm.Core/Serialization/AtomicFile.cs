namespace Bdlm.Serialization;

/// <summary>
/// Writes a file so that a reader, or whoever comes after a killed process, finds the old file or the new one and never
/// a part: the bytes go to a temporary file beside it, are flushed to the disk, and the file is renamed.
/// </summary>
public static class AtomicFile
{
    /// <summary>What the names of unfinished files end with.</summary>
    public const string TemporarySuffix = ".tmp";

    private const int BufferBytes = 1 << 16;

    /// <summary>Writes a file, replacing what is there. Leaves no temporary file when writing throws.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="write">Writes the bytes; the stream is flushed and closed afterwards.</param>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; what was there is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}{TemporarySuffix}";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
