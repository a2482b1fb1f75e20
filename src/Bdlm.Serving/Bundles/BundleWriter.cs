using System.Text.Json;
using Bdlm.Llama.Checkpoints;
using Bdlm.Llama.Checkpoints.Extended;
using Bdlm.Serialization;

namespace Bdlm.Bundles;

/// <summary>Writes the parts of a bundle into a folder that no one reads yet.</summary>
internal sealed class BundleWriter(BundleParts parts, string folder)
{
    public void Write(IProgress<CheckpointProgress>? progress, CancellationToken cancellation)
    {
        EntityFiles.WriteUsers(At(BundleLayout.Users), parts.UserMap);
        EntityFiles.WriteItems(At(BundleLayout.Items), parts.ItemMap, parts.Catalog);
        InteractionFile.Write(At(BundleLayout.Interactions), parts.Training, parts.Known);
        ModuleFile.Write(At(BundleLayout.Recommender), parts.Recommender.Module);
        ModuleFile.Write(At(BundleLayout.Head), parts.Head);
        cancellation.ThrowIfCancellationRequested();
        ExtendedCheckpoint.Save(parts.Language, At(BundleLayout.Language), new LlamaSaveOptions { TokenizerFolder = parts.TokenizerFolder }, progress, cancellation);
        cancellation.ThrowIfCancellationRequested();
        BundleManifest manifest = Manifest();
        AtomicFile.Write(At(BundleManifest.FileName), stream => JsonSerializer.Serialize(stream, manifest, BundleJson.Indented));
    }

    private BundleManifest Manifest() => new()
    {
        Format = BundleManifest.CurrentFormat,
        CreatedBy = BundleVersion.Name,
        Name = parts.Name,
        Users = parts.UserMap.Count,
        Items = parts.ItemMap.Count,
        Recommender = RecommenderForms.Of(parts.Recommender),
        Head = parts.Head.Options,
        Pooling = parts.Pooling,
        WithScores = parts.WithScores,
        Prompts = parts.Prompts,
        Files = BundleFiles.Of(folder),
    };

    private string At(string name) => Path.Combine(folder, name);
}
