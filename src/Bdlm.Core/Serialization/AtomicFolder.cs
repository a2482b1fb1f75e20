namespace Bdlm.Serialization;

/// <summary>
/// Writes a folder so that a reader, or whoever comes after a killed process, never finds a part of it: its files are written into a temporary folder beside
/// it, which is then renamed.
/// </summary>
public static class AtomicFolder
{
    /// <summary>Lets the files be written to a new folder beside the target, which is then renamed. Leaves nothing behind when writing throws.</summary>
    /// <param name="folder">The target; what stands above it is made where absent.</param>
    /// <param name="overwrite">Whether a target that is not empty is replaced. For a moment between two renames there is none.</param>
    /// <param name="write">Writes the files into the folder that it is given.</param>
    /// <exception cref="IOException">The target is a file, or not empty and not to be replaced, or the disk refuses.</exception>
    public static void Write(string folder, bool overwrite, Action<string> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(write);
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        Check(target, overwrite);
        string temporary = $"{target}.{Guid.NewGuid():N}{AtomicFile.TemporarySuffix}";
        Directory.CreateDirectory(temporary);
        try
        {
            write(temporary);
            Replace(temporary, target);
        }
        catch
        {
            // It is gone already where only the former folder could not be deleted.
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }

            throw;
        }
    }

    private static void Check(string target, bool overwrite)
    {
        if (File.Exists(target))
        {
            throw new IOException($"{target} is a file; expected a folder, or nothing. Give another name.");
        }

        if (!overwrite && Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new IOException($"{target} is there and not empty. Give another name, or set Overwrite to replace it with all that it holds.");
        }
    }

    private static void Replace(string temporary, string target)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(temporary, target);
            return;
        }

        string former = $"{target}.{Guid.NewGuid():N}.old";
        Directory.Move(target, former);
        try
        {
            Directory.Move(temporary, target);
        }
        catch
        {
            Directory.Move(former, target);
            throw;
        }

        Directory.Delete(former, recursive: true);
    }
}
