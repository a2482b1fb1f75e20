using System.Reflection;

namespace Bdlm.Bundles;

/// <summary>The name under which this library signs bundles, such as "Bdlm.Serving 0.1.0+abc".</summary>
internal static class BundleVersion
{
    public static string Name { get; } = $"{typeof(BundleVersion).Assembly.GetName().Name} {typeof(BundleVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}";
}
