using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Bdlm.Domain;
using Bdlm.Lab.Reproduction.Results;
using TorchSharp;

namespace Bdlm.Lab.Reporting;

/// <summary>What a figure of speed depends on besides the program.</summary>
internal static class RunEnvironment
{
    private const string Unknown = "unknown";
    private const string ProcessorFile = "/proc/cpuinfo";

    /// <summary>Machine, threads and versions, for reports.</summary>
    public static object Describe() => new
    {
        os = RuntimeInformation.OSDescription,
        processor = Processor(),
        architecture = RuntimeInformation.ProcessArchitecture.ToString(),
        cores = Environment.ProcessorCount,
        torchThreads = torch.get_num_threads(),
        dotnet = Environment.Version.ToString(),
        torchSharp = typeof(torch).Assembly.GetName().Version?.ToString(),
        bdlm = typeof(DomainTrainer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
        peakMemoryMiB = Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
    };

    /// <summary>The same as a record, with the device that models lived on.</summary>
    public static RunEnvironmentRecord Record(torch.Device device) => new()
    {
        Os = RuntimeInformation.OSDescription,
        Processor = Processor(),
        Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
        Cores = Environment.ProcessorCount,
        TorchThreads = torch.get_num_threads(),
        Device = device.ToString(),
        Dotnet = Environment.Version.ToString(),
        TorchSharp = typeof(torch).Assembly.GetName().Version?.ToString() ?? Unknown,
        Bdlm = typeof(DomainTrainer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? Unknown,
        PeakMemoryMiB = Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
    };

    private static string Processor()
    {
        string? line = File.Exists(ProcessorFile) ? File.ReadLines(ProcessorFile).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? Unknown;
    }
}
