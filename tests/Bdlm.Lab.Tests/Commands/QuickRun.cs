using System.Text.Json.Nodes;

namespace Bdlm.Lab.Commands;

/// <summary>One whole quick run of the built program, undisturbed, for all tests that look at what it leaves.</summary>
[CollectionDefinition(nameof(QuickRun))]
public sealed class QuickRun : IAsyncLifetime, ICollectionFixture<QuickRun>
{
    private readonly TemporaryFolder _folder = new();

    internal LabOutput Output { get; private set; } = null!;

    internal JsonNode Report { get; private set; } = null!;

    internal string Folder => _folder.FullPath;

    public async ValueTask InitializeAsync()
    {
        Output = await LabProcess.Run("quickstart", "--quick", "--out", _folder.FullPath, "--seed", "1");
        Assert.True(Output.ExitCode == 0, Output.Text + Output.Errors);
        Report = Read(_folder.FullPath);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static JsonNode Read(string folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "report.json")))!;
}
