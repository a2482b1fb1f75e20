namespace Bdlm.Lab.Reproduction.Schemas;

public sealed class SchemaFilesTests
{
    public static TheoryData<string> Names => [.. SchemaFiles.All().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void All_ShippedFile_IsWhatTheTypesGive(string name)
    {
        string shipped = Path.Combine(FolderOfSchemas(), name);
        string found = File.Exists(shipped) ? File.ReadAllText(shipped) : "";
        string expected = SchemaFiles.All()[name];
        string made = Path.Combine(AppContext.BaseDirectory, name);
        if (found != expected)
        {
            File.WriteAllText(made, expected);
        }

        Assert.True(found == expected, $"{name} is not what its type gives; expected the text in {made}. Copy it over {shipped}, and raise the format's number where old files can no longer be read.");
    }

    private static string FolderOfSchemas()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Bdlm.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Bdlm.sln lies in no folder above the tests; expected the tests within the repository.");
        }

        return Path.Combine(folder.FullName, "samples", "Lab", "Reproduction", "Schemas");
    }
}
