using System.Reflection;
using System.Xml.Linq;

namespace Bdlm.Architecture;

/// <summary>Core ◄ Models ◄ Training ◄ Serving, Core ◄ Llama ◄ Serving, and Core ◄ Conformance; nothing else, and nothing that belongs to an application.</summary>
public sealed class PackageArrowTests
{
    // Tooling of the build; it does not reach the packages.
    private static readonly string[] BuildOnly =
        ["MinVer", "Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.CodeAnalysis.PublicApiAnalyzers"];

    private static readonly string[] OfApplications =
        ["libtorch", "TorchSharp-", "Spectre.", "System.CommandLine", "ScottPlot", "BenchmarkDotNet", "xunit", "Microsoft.Testing"];

    public static TheoryData<string, string[]> Arrows() => new()
    {
        { "Bdlm.Core", [] },
        { "Bdlm.Models", ["Bdlm.Core"] },
        { "Bdlm.Training", ["Bdlm.Core", "Bdlm.Models"] },
        { "Bdlm.Llama", ["Bdlm.Core"] },
        { "Bdlm.Conformance", ["Bdlm.Core"] },
        { "Bdlm.Serving", ["Bdlm.Core", "Bdlm.Models", "Bdlm.Training", "Bdlm.Llama"] },
    };

    [Fact]
    public void Src_Folders_AreThePackages() => Assert.Equal(
        Repository.Packages.Order(StringComparer.Ordinal),
        Directory.GetDirectories(Repository.At("src")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Arrows))]
    public void Assembly_References_FollowTheArrows(string package, string[] allowed)
    {
        IEnumerable<string> references = Assembly.Load(package).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Bdlm", StringComparison.Ordinal));

        Faults.AssertNone(references.Except(allowed));
    }

    [Theory]
    [MemberData(nameof(Arrows))]
    public void Project_References_FollowTheArrows(string package, string[] allowed)
    {
        IEnumerable<string> references = References(package, "ProjectReference")
            .Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

        Faults.AssertNone(references.Except(allowed));
    }

    [Theory]
    [MemberData(nameof(Repository.PackageData), MemberType = typeof(Repository))]
    public void Project_Packages_AreNoneOfAnApplications(string package)
    {
        IEnumerable<string> assemblies = Assembly.Load(package).GetReferencedAssemblies().Select(reference => reference.Name!);
        IEnumerable<string> packages = References(package, "PackageReference").Except(BuildOnly);

        Assert.DoesNotContain(assemblies.Concat(packages), name => OfApplications.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<string> References(string package, string kind) =>
        new[] { Repository.At($"src/{package}/{package}.csproj"), Repository.At("src/Directory.Build.props") }
            .SelectMany(path => XDocument.Load(path).Descendants(kind))
            .Select(reference => (string)reference.Attribute("Include")!);
}
