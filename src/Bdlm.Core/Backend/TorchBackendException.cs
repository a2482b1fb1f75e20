namespace Bdlm.Backend;

/// <summary>Tensors cannot be computed here: names the cause and the remedy. Thrown by <see cref="TorchBackend"/>.</summary>
public sealed class TorchBackendException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="fault">The kind of cause.</param>
    /// <param name="message">The cause and the remedy, as sentences.</param>
    /// <param name="innerException">What the loader or TorchSharp threw; null where nothing was thrown.</param>
    public TorchBackendException(TorchBackendFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>The kind of cause.</summary>
    public TorchBackendFault Fault { get; }
}
