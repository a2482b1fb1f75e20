namespace Bdlm.Packaging.Packing;

public sealed class PackageTests(PackedRepository packed)
{
    [Fact]
    public void Pack_Repository_GivesThePublishedPackages() =>
        Assert.Equal(["Bdlm.Conformance", "Bdlm.Core", "Bdlm.Llama", "Bdlm.Models", "Bdlm.Serving", "Bdlm.Training"], packed.Names);

    [Theory]
    [InlineData("Bdlm.Core", "MathNet.Numerics", "Microsoft.ML.Tokenizers", "TorchSharp")]
    [InlineData("Bdlm.Models", "Bdlm.Core")]
    [InlineData("Bdlm.Training", "Bdlm.Models", "Microsoft.Extensions.AI.Abstractions")]
    [InlineData("Bdlm.Llama", "Bdlm.Core", "Microsoft.Extensions.AI.Abstractions")]
    [InlineData("Bdlm.Conformance", "Bdlm.Core")]
    [InlineData("Bdlm.Serving", "Bdlm.Llama", "Bdlm.Training", "Microsoft.Extensions.Diagnostics", "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Logging")]
    public void Pack_Package_ListsOnlyWhatAUserNeeds(string name, params string[] dependencies)
    {
        PackageContents package = Read(name);

        Assert.Equal(dependencies, package.Dependencies);
        Assert.Equal(["net10.0"], package.Frameworks);
    }

    [Theory]
    [InlineData("Bdlm.Core", "buildTransitive/Bdlm.Core.targets", "buildTransitive/MendTorchNative.cs")]
    [InlineData("Bdlm.Models")]
    [InlineData("Bdlm.Training")]
    [InlineData("Bdlm.Llama")]
    [InlineData("Bdlm.Conformance")]
    [InlineData("Bdlm.Serving")]
    public void Pack_Package_HoldsLibraryDocumentationReadmeAndIcon(string name, params string[] more)
    {
        string[] expected = [$"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml", "README.md", "icon.png", .. more];

        Assert.Equal(expected.Order(StringComparer.Ordinal), Read(name).Files);
    }

    [Theory]
    [InlineData("Bdlm.Core")]
    [InlineData("Bdlm.Models")]
    [InlineData("Bdlm.Training")]
    [InlineData("Bdlm.Llama")]
    [InlineData("Bdlm.Conformance")]
    [InlineData("Bdlm.Serving")]
    public void Pack_Package_DescribesItself(string name)
    {
        PackageContents package = Read(name);

        Assert.Equal(name, package.Field("id"));
        Assert.Equal(packed.Version, package.Field("version"));
        Assert.Equal("MIT", package.Field("license"));
        Assert.Equal("README.md", package.Field("readme"));
        Assert.Equal("icon.png", package.Field("icon"));
        Assert.NotEmpty(package.Field("description"));
        Assert.NotEmpty(package.Field("tags"));
    }

    [Theory]
    [InlineData("Bdlm.Core")]
    [InlineData("Bdlm.Models")]
    [InlineData("Bdlm.Training")]
    [InlineData("Bdlm.Llama")]
    [InlineData("Bdlm.Conformance")]
    [InlineData("Bdlm.Serving")]
    public void Pack_Symbols_HoldThePortablePdb(string name)
    {
        PackageContents symbols = PackageContents.Read(Path.Combine(packed.Feed, $"{name}.{packed.Version}.snupkg"));

        Assert.Equal([$"lib/net10.0/{name}.pdb"], symbols.Files);
    }

    private PackageContents Read(string name) => PackageContents.Read(Path.Combine(packed.Feed, $"{name}.{packed.Version}.nupkg"));
}
