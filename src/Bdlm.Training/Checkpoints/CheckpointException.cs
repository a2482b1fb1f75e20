namespace Bdlm.Checkpoints;

/// <summary>A checkpoint is damaged, does not belong to this run, or cannot be used by this version.</summary>
public sealed class CheckpointException : Exception
{
    /// <summary>Names the file and the reason.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="reason">What is wrong and what can be done, in sentences.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public CheckpointException(string path, string reason, Exception? inner = null)
        : base($"{path}: {reason}", inner)
    {
        FilePath = path;
        Reason = reason;
    }

    /// <summary>The file or folder.</summary>
    public string FilePath { get; }

    /// <summary>What is wrong, without the file.</summary>
    public string Reason { get; }
}
