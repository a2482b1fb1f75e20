namespace Bdlm.Checkpoints;

/// <summary>
/// Holds a folder for one process: a file that is open for nobody else. The system lets go of it when the process ends,
/// however it ends; the file itself stays, because removing it could pull it away from a process that has just opened it.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    public const string FileName = ".lock";

    private readonly FileStream _file;

    /// <summary>Takes the folder.</summary>
    /// <exception cref="CheckpointException">Somebody else holds it.</exception>
    public FolderLock(string folder)
    {
        try
        {
            _file = new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (fault is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new CheckpointException(folder, "Another checkpoint store is open on this folder, in this process or another one. End that run, or choose another folder.", fault);
        }
    }

    public void Dispose() => _file.Dispose();
}
