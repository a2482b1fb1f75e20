namespace Bdlm.Lab.World;

public sealed class SampleDataTests
{
    [Theory]
    [InlineData("interactions.csv")]
    [InlineData("films.csv")]
    public void Files_CommittedFile_IsWhatTheGeneratorWrites(string name)
    {
        string committed = Path.Combine(FolderOfData(), name);
        string found = File.Exists(committed) ? File.ReadAllText(committed) : "";
        string expected = SampleData.Files()[name];
        string made = Path.Combine(AppContext.BaseDirectory, name);
        if (found != expected)
        {
            File.WriteAllText(made, expected);
        }

        Assert.True(found == expected, $"{name} is not what the generator writes; expected the text in {made}. Copy it over {committed}, and run the samples that read it.");
    }

    private static string FolderOfData()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Bdlm.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Bdlm.sln lies in no folder above the tests; expected the tests within the repository.");
        }

        return Path.Combine(folder.FullName, "samples", "data");
    }
}
