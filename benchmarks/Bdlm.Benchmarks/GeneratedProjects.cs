namespace Bdlm.Benchmarks;

/// <summary>
/// BenchmarkDotNet writes and builds a project of its own for each run and shuts Directory.Build.* off in it. The native
/// mend (eng/torch-native) reaches that project by the property that names a file which MSBuild imports after its own
/// targets. It travels as an environment variable, which MSBuild reads as a property: a build argument
/// would stand in every report, with this machine's path.
/// </summary>
internal static class GeneratedProjects
{
    /// <summary>Switches the native mend on for every build that this process starts.</summary>
    public static void MendTorchNative()
    {
        Environment.SetEnvironmentVariable("BdlmMendTorchNative", "true");
        Environment.SetEnvironmentVariable("CustomAfterMicrosoftCommonTargets", Repository.At("eng/torch-native/Bdlm.TorchNative.targets"));
    }
}
