using System.Runtime.InteropServices;
using TorchSharp;

namespace Bdlm.Backend;

/// <summary>
/// Loads TorchSharp's native libraries in the order in which TorchSharp loads them, but before it does and without its
/// search of the package cache. They stay loaded: TorchSharp uses the same copies.
/// </summary>
internal static class NativeTorch
{
    private const string Backend = "torch_cpu";
    private const string Binding = "LibTorchSharp";

    /// <summary>What keeps the libraries from working; null where they work.</summary>
    public static TorchBackendException? FindFault()
    {
        if (!IsInPackageCache(typeof(torch).Assembly.Location))
        {
            LoadReport backend = LoadReport.Load(Backend);
            if (!backend.IsLoaded)
            {
                return BackendDiagnosis.OfBackend(backend);
            }

            LoadReport binding = LoadReport.Load(Binding);
            if (!binding.IsLoaded)
            {
                return BackendDiagnosis.OfBinding(binding);
            }
        }

        return FindFaultOfTorchSharp();
    }

    // Scripts and notebooks use TorchSharp.dll where the package cache has it; only TorchSharp's own search finds their back end.
    private static bool IsInPackageCache(string assembly) => assembly.Length > 0
        && File.Exists(Path.Combine(Path.GetDirectoryName(assembly)!, "..", "..", "torchsharp.nuspec"));

    private static TorchBackendException? FindFaultOfTorchSharp()
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            return null;
        }
        catch (Exception fault) when (fault is TypeInitializationException or NotSupportedException or InvalidOperationException or ExternalException or DllNotFoundException)
        {
            return BackendDiagnosis.OfTorchSharp(fault);
        }
    }
}
