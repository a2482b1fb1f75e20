namespace Bdlm.Lab.Reproduction.Running;

/// <summary>Holds a run's folder for one process: a file that is open for nobody else. The system lets go of it however the process ends.</summary>
internal sealed class RunLock : IDisposable
{
    private const string FileName = ".lock";

    private readonly FileStream _file;

    /// <summary>Takes the folder, making it where it does not exist.</summary>
    /// <exception cref="IOException">Another run holds it.</exception>
    public RunLock(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            _file = new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (IsHeld(fault))
        {
            throw new IOException($"{folder} is in use by another lab reproduce. Wait until that has ended, or choose another --out.", fault);
        }
    }

    // What the system calls a sharing violation: on Windows 32 and 33, elsewhere EWOULDBLOCK of the lock. A full disk is another fault.
    private static bool IsHeld(IOException fault) => fault.GetType() == typeof(IOException) && (fault.HResult & 0xffff) is 32 or 33 or 11 or 35;

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
