using Bdlm.Packaging.Running;

namespace Bdlm.Packaging.Packing;

/// <summary>Packs the repository once for all tests of this program.</summary>
public sealed class PackedRepository : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();

    /// <summary>The version of every package; no other run uses it, and none anywhere is higher, so that a floating version finds it.</summary>
    public string Version { get; } = $"999.0.0-test.x{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>The names of the packages.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>The copy of the repository's sources that was packed.</summary>
    public string Sources => _folder.At("repository");

    /// <summary>The folder that holds the packages: the feed of the copy, which its nuget.config names.</summary>
    public string Feed => Path.Combine(Sources, "feed");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        NuGetCache.WriteSettings(_folder);
        Names = RepositoryCopy.Create(Sources);
        ProcessResult result = await ChildProcess.Dotnet(Sources, "pack", "packages.slnx", "-c", "Release", $"-p:MinVerVersionOverride={Version}");
        result.EnsureSuccess();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
