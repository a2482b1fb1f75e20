using System.Runtime.InteropServices;
using TorchSharp;

namespace Bdlm.Backend;

/// <summary>Turns what a loader says into a cause and a remedy.</summary>
internal static class BackendDiagnosis
{
    // The versions that libstdc++ gives its symbols. The rest of the loader's sentence may be translated.
    private const string CppRuntimeVersions = "GLIBCXX_";

    /// <summary>Why libtorch itself did not load.</summary>
    public static TorchBackendException OfBackend(LoadReport report) => report.FoundAt is null
        ? new TorchBackendException(
            TorchBackendFault.NoBackend,
            $"No native back end of TorchSharp was chosen: {report.FileName} is nowhere on the application's search path. Add one to the application's project, for example with `dotnet add package TorchSharp-cpu --version {TorchSharpVersion()}`; TorchSharp-cuda-linux and TorchSharp-cuda-windows compute on NVIDIA GPUs.",
            report.Fault)
        : OfLibrary(report);

    /// <summary>Why TorchSharp's own native library did not load although libtorch did.</summary>
    public static TorchBackendException OfBinding(LoadReport report) => report.FoundAt is null
        ? new TorchBackendException(
            TorchBackendFault.LoadFailed,
            $"TorchSharp's native library {report.FileName} is not on the application's search path; its package has none for {RuntimeInformation.RuntimeIdentifier}, or a publish step left it out. Run on linux-x64, win-x64, win-arm64 or osx-arm64, and keep the folder `runtimes` beside the application.",
            report.Fault)
        : OfLibrary(report);

    /// <summary>Why TorchSharp did not start although the libraries loaded, or in a script.</summary>
    public static TorchBackendException OfTorchSharp(Exception fault)
    {
        Exception root = fault.GetBaseException();
        return root.Message.Contains(CppRuntimeVersions, StringComparison.Ordinal)
            ? OldCppRuntime(MissingVersion(root.Message), fault)
            : new TorchBackendException(TorchBackendFault.LoadFailed, $"TorchSharp did not start: {FirstLine(root.Message)} Reference one back end package of version {TorchSharpVersion()} and no other version of libtorch.", fault);
    }

    private static TorchBackendException OfLibrary(LoadReport report)
    {
        string message = report.Fault?.Message ?? "";
        string? reason = message.Split('\n').FirstOrDefault(line => line.Contains(report.FoundAt!, StringComparison.Ordinal));
        return message.Contains(CppRuntimeVersions, StringComparison.Ordinal)
            ? OldCppRuntime(MissingVersion(message), report.Fault)
            : new TorchBackendException(
                TorchBackendFault.LoadFailed,
                $"The native library {report.FoundAt} does not load: {FirstLine(reason ?? message)} Install what it names, or delete the application's output and build it anew.",
                report.Fault);
    }

    private static TorchBackendException OldCppRuntime(string version, Exception? fault) => new(
        TorchBackendFault.OldCppRuntime,
        $"This system's C++ runtime (libstdc++.so.6) lacks {version}, which TorchSharp {TorchSharpVersion()} asks for without using it; Debian 12 and Ubuntu 22.04 are such systems. Add <BdlmMendTorchNative>true</BdlmMendTorchNative> to a PropertyGroup of the application's project and build again (the package Bdlm.Core then mends the copy in the build output), or run on a system with the libstdc++ of GCC 13.",
        fault);

    private static string MissingVersion(string message)
    {
        int start = message.IndexOf(CppRuntimeVersions, StringComparison.Ordinal);
        int end = start;
        while (end < message.Length && (char.IsAsciiLetterOrDigit(message[end]) || message[end] is '_' or '.'))
        {
            end++;
        }

        return message[start..end];
    }

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd('\r', ' ', '.') + ".";

    private static string TorchSharpVersion() => typeof(torch).Assembly.GetName().Version?.ToString(3) ?? "";
}
