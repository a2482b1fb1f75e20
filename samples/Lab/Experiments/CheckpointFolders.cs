using System.Security.Cryptography;
using System.Text;
using Bdlm.Checkpoints;

namespace Bdlm.Lab.Experiments;

/// <summary>
/// A checkpoint folder for each stage, below the output folder, so that an interrupted run goes on where it stopped when it is started
/// again with the same options. A finished run leaves none behind.
/// </summary>
internal sealed class CheckpointFolders(ExperimentOptions options) : IDisposable
{
    private readonly string _root = Path.Combine(options.OutFolder, "lab-checkpoints");
    private readonly List<CheckpointStore> _open = [];

    /// <summary>The store of a stage; owned by this.</summary>
    public CheckpointStore Of(string stage)
    {
        var store = new CheckpointStore(Path.Combine(_root, Key(), Slug(stage)));
        _open.Add(store);
        return store;
    }

    /// <summary>Deletes this run's checkpoints; those of runs with other options stay.</summary>
    public void Clear()
    {
        Dispose();
        string own = Path.Combine(_root, Key());
        if (Directory.Exists(own))
        {
            Directory.Delete(own, recursive: true);
        }

        if (Directory.Exists(_root) && !Directory.EnumerateFileSystemEntries(_root).Any())
        {
            Directory.Delete(_root);
        }
    }

    public void Dispose()
    {
        _open.ForEach(store => store.Dispose());
        _open.Clear();
    }

    // Other options or another build make another run: they must not meet in one folder.
    private string Key() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{options with { OutFolder = "" }} {typeof(CheckpointStore).Assembly.GetName().Version} {typeof(CheckpointFolders).Assembly.ManifestModule.ModuleVersionId}")))[..12];

    private static string Slug(string stage) => string.Concat(stage.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-'));
}
