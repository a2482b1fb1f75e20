using Bdlm.Packaging.Packing;

namespace Bdlm.Packaging.Consuming;

/// <summary>The texts of a fresh console project.</summary>
internal static class FreshProgram
{
    /// <summary>Asks for the back end and prints the answer.</summary>
    public const string BackendReport = """
        using Bdlm.Backend;

        try
        {
            TorchBackend.EnsureAvailable();
            Console.WriteLine("Available");
        }
        catch (TorchBackendException fault)
        {
            Console.WriteLine($"{fault.Fault}: {fault.Message}");
        }
        """;

    /// <summary>
    /// A project file as `dotnet new console` and `dotnet add package` leave it. The back end is the one package that
    /// TorchSharp-cpu brings for this system; the whole of it, with all systems', is 1.3 GB.
    /// </summary>
    public static string Project(PackedRepository packed, bool hasBackend, bool isMended)
    {
        IEnumerable<string> references = packed.Names.Select(name => Reference(name, packed.Version));
        if (hasBackend)
        {
            references = references.Append(Reference(BackendPackage, "2.10.0"));
        }

        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <InvariantGlobalization>true</InvariantGlobalization>
                <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
                <CreateHardLinksForPublishFilesIfPossible>true</CreateHardLinksForPublishFilesIfPossible>
                <BdlmMendTorchNative>{(isMended ? "true" : "false")}</BdlmMendTorchNative>
              </PropertyGroup>
              <ItemGroup>
            {string.Join('\n', references)}
              </ItemGroup>
            </Project>
            """;
    }

    private static string BackendPackage
    {
        get
        {
            if (OperatingSystem.IsWindows())
            {
                return "libtorch-cpu-win-x64";
            }

            return OperatingSystem.IsMacOS() ? "libtorch-cpu-osx-arm64" : "libtorch-cpu-linux-x64";
        }
    }

    private static string Reference(string name, string version) => $"    <PackageReference Include=\"{name}\" Version=\"{version}\" />";
}
