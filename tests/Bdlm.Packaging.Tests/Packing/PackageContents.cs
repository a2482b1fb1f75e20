using System.IO.Compression;
using System.Xml.Linq;

namespace Bdlm.Packaging.Packing;

/// <summary>What a package file holds.</summary>
internal sealed class PackageContents
{
    private readonly XElement _metadata;

    private PackageContents(IReadOnlyList<string> files, XElement metadata)
    {
        Files = files;
        _metadata = metadata;
    }

    /// <summary>The paths inside the package, without its envelope.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The ids of the packages that a user gets along.</summary>
    public IReadOnlyList<string> Dependencies =>
        [.. Elements("dependency").Select(dependency => (string)dependency.Attribute("id")!).Order(StringComparer.Ordinal)];

    /// <summary>The frameworks that dependencies are listed for.</summary>
    public IReadOnlyList<string> Frameworks => [.. Elements("group").Select(group => (string)group.Attribute("targetFramework")!)];

    /// <summary>Reads a package file.</summary>
    public static PackageContents Read(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        string[] files = [.. archive.Entries.Select(entry => entry.FullName).Where(IsContent).Order(StringComparer.Ordinal)];
        using Stream nuspec = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return new PackageContents(files, XDocument.Load(nuspec).Root!.Elements().Single());
    }

    /// <summary>A field of the nuspec, such as "license"; empty where it has none.</summary>
    public string Field(string name) => Elements(name).FirstOrDefault()?.Value ?? "";

    private IEnumerable<XElement> Elements(string name) => _metadata.Descendants().Where(element => element.Name.LocalName == name);

    private static bool IsContent(string path) => !path.StartsWith("_rels/", StringComparison.Ordinal)
        && !path.StartsWith("package/", StringComparison.Ordinal)
        && !path.EndsWith(".nuspec", StringComparison.Ordinal)
        && path != "[Content_Types].xml";
}
