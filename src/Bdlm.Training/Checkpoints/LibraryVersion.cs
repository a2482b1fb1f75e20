using System.Reflection;

namespace Bdlm.Checkpoints;

/// <summary>The name under which this library signs its files.</summary>
internal static class LibraryVersion
{
    /// <summary>Such as "Bdlm.Training 0.1.0+abc".</summary>
    public static string Name { get; } = Describe(typeof(LibraryVersion).Assembly);

    private static string Describe(Assembly assembly)
    {
        string? version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return $"{assembly.GetName().Name} {version ?? assembly.GetName().Version?.ToString()}";
    }
}
