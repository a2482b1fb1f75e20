namespace Bdlm.Serialization;

/// <summary>A file is not a valid safetensors file, or not one that TorchSharp can hold.</summary>
public sealed class SafeTensorsException : Exception
{
    /// <summary>Names the file, the tensor where one is concerned, and the reason.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensorName">The tensor; null where the fault is not one tensor's.</param>
    /// <param name="reason">What is wrong, as a sentence.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public SafeTensorsException(string path, string? tensorName, string reason, Exception? inner = null)
        : base(tensorName is null ? $"{path}: {reason}" : $"{path}: tensor '{tensorName}': {reason}", inner)
    {
        FilePath = path;
        TensorName = tensorName;
        Reason = reason;
    }

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>The tensor; null where the fault is not one tensor's.</summary>
    public string? TensorName { get; }

    /// <summary>What is wrong, without file and tensor.</summary>
    public string Reason { get; }
}
