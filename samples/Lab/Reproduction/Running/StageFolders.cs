using Bdlm.Checkpoints;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Sources;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>
/// Where a cell's stages keep their checkpoints: its own below <c>running</c>, which is cleared when the cell's file is written, shared
/// ones below <c>artefacts</c>, where a finished store is what later cells start from.
/// </summary>
/// <param name="root">The run's folder.</param>
/// <param name="cellId">The cell.</param>
/// <param name="data">What every stage learns from, with the questions that choose its best epoch.</param>
internal sealed class StageFolders(string root, string cellId, ExperimentData data)
{
    private const string Running = "running";
    private const string Artefacts = "artefacts";

    private readonly (string, string)[] _source =
    [
        ("dataset", DataHash.Of(data.Split)),
        ("negatives", data.Sampler.Description),
        ("validation", $"{data.ValidationCandidates.Hash} {data.ValidationPairs.Hash}"),
    ];

    /// <summary>A stage of the cell's own. The caller disposes.</summary>
    public CheckpointStore OfCell(string stage) => new(Path.Combine(root, Running, cellId, CellId.Slug(stage)), Options);

    /// <summary>A stage that cells share. The caller disposes.</summary>
    public CheckpointStore OfArtefact(string stage, IReadOnlyDictionary<string, string> settings) =>
        new(Path.Combine(root, Artefacts, CellId.Of(CellId.Slug(stage), settings, _source)), Options);

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
