using Bdlm.Packaging.Running;

namespace Bdlm.Packaging.Packing;

/// <summary>Packs the repository once for all tests of this program.</summary>
public sealed class PackedRepository : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();

    /// <summary>The version of every package; no other run uses it.</summary>
    public string Version { get; } = $"0.0.1-test.x{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>The names of the packages.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>The copy of the repository's sources that was packed.</summary>
    public string Sources => _folder.At("repository");

    /// <summary>The folder that holds the packages: a feed.</summary>
    public string Feed => _folder.At("packed");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Names = RepositoryCopy.Create(Sources);
        ProcessResult result = await ChildProcess.Dotnet(
            Sources, "pack", "packages.slnx", "-c", "Release", "-o", Feed, $"-p:MinVerVersionOverride={Version}");
        result.EnsureSuccess();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
