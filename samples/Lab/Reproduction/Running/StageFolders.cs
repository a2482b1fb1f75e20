using Bdlm.Checkpoints;
using Bdlm.Lab.Reproduction.Plans;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>
/// Where a cell's stages keep their checkpoints: its own below <c>running</c>, which is cleared when the cell's file is written, shared
/// ones below <c>artefacts</c>, where a finished store is what later cells start from.
/// </summary>
/// <param name="root">The run's folder.</param>
/// <param name="cellId">The cell.</param>
/// <param name="datasetHash">The data's fingerprint.</param>
internal sealed class StageFolders(string root, string cellId, string datasetHash)
{
    private const string Running = "running";
    private const string Artefacts = "artefacts";

    /// <summary>A stage of the cell's own. The caller disposes.</summary>
    public CheckpointStore OfCell(string stage) => new(Path.Combine(root, Running, cellId, CellId.Slug(stage)), Options);

    /// <summary>A stage that cells share. The caller disposes.</summary>
    public CheckpointStore OfArtefact(string stage, IReadOnlyDictionary<string, string> settings) =>
        new(Path.Combine(root, Artefacts, CellId.Of(CellId.Slug(stage), settings, ("dataset", datasetHash))), Options);

    /// <summary>Removes the cell's own checkpoints.</summary>
    public void Clear()
    {
        string own = Path.Combine(root, Running, cellId);
        if (Directory.Exists(own))
        {
            Directory.Delete(own, recursive: true);
        }
    }

    private static CheckpointStoreOptions Options { get; } = new() { KeepLast = 1 };
}
