using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Bdlm.Native;

/// <summary>
/// Lets libtorch's worker threads sleep while they wait for work. By default they spin, which costs nothing on an idle machine, but where two
/// programs share two cores each step takes three times as long: the spinning thread keeps the core from whoever has work.
/// </summary>
/// <remarks>
/// libgomp reads its settings from the process' environment once, when libtorch is loaded, and .NET's own environment does not reach native
/// code: hence setenv, before the first tensor. A setting that the user has made stays.
/// </remarks>
internal static partial class PassiveWaiting
{
    private const string Policy = "OMP_WAIT_POLICY";

    [ModuleInitializer]
    internal static void Choose()
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
        {
            _ = SetEnvironment(Policy, "PASSIVE", overwrite: 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
