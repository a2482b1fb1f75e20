namespace Bdlm.Backend;

/// <summary>Why tensors cannot be computed.</summary>
public enum TorchBackendFault
{
    /// <summary>The application references no native back end package of TorchSharp.</summary>
    NoBackend,

    /// <summary>The system's C++ runtime (libstdc++) is older than the one that TorchSharp's native library asks for.</summary>
    OldCppRuntime,

    /// <summary>The native libraries are there but do not load, for another reason.</summary>
    LoadFailed,

    /// <summary>The back end works, but the device that was asked for is not there.</summary>
    NoDevice,
}
