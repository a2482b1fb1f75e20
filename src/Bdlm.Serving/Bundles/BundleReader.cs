using System.Text.Json;
using Bdlm.Data;
using Bdlm.Fusion;
using Bdlm.Graphs;
using Bdlm.Language;
using Bdlm.Llama.Checkpoints;
using Bdlm.Llama.Checkpoints.Extended;
using Bdlm.Llama.Tokenizers;
using Bdlm.Prompts;
using Bdlm.Recommending;
using Bdlm.Serialization;

namespace Bdlm.Bundles;

/// <summary>Reads a bundle: first what it says of itself, then whether its files are whole, then the models.</summary>
internal sealed class BundleReader(string folder, BundleLoadOptions options)
{
    /// <exception cref="BundleException">The folder is no bundle, or a damaged one.</exception>
    public BdlmBundle Read(IProgress<CheckpointProgress>? progress, CancellationToken cancellation)
    {
        BundleManifest manifest = ReadManifest();
        string[] faults = [.. BundleFiles.Faults(folder, manifest.Files, cancellation)];
        if (faults.Length > 0)
        {
            throw new BundleException(folder, $"{string.Join(" ", faults)} Save or copy it again.");
        }

        try
        {
            return Open(manifest, progress, cancellation);
        }
        catch (Exception fault) when (fault is InvalidDataException or SafeTensorsException or StateMismatchException or CheckpointException or ArgumentException or NotSupportedException or FileNotFoundException)
        {
            throw new BundleException(folder, fault.Message, fault);
        }
    }

    private BundleManifest ReadManifest()
    {
        string path = At(BundleManifest.FileName);
        if (!File.Exists(path))
        {
            throw new BundleException(folder, $"it has no {BundleManifest.FileName}. Give a folder that BdlmBundle.Save wrote.");
        }

        try
        {
            byte[] json = File.ReadAllBytes(path);
            RequireFormat(json);
            return JsonSerializer.Deserialize<BundleManifest>(json, BundleJson.Indented) ?? throw new JsonException("The manifest is null; expected an object.", null, 0, 0);
        }
        catch (JsonException fault)
        {
            throw new BundleException(folder, FormattableString.Invariant($"{BundleManifest.FileName}, line {fault.LineNumber + 1}, column {fault.BytePositionInLine + 1}: {fault.Message}"), fault);
        }
    }

    // Before all else: another version may look otherwise.
    private void RequireFormat(byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        string? format = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("format", out JsonElement value) ? value.ToString() : null;
        if (format != BundleManifest.CurrentFormat)
        {
            throw new BundleException(folder, $"its format is {format ?? "not told"}; expected {BundleManifest.CurrentFormat}. Load it with the version of the library that wrote it.");
        }
    }

    private BdlmBundle Open(BundleManifest manifest, IProgress<CheckpointProgress>? progress, CancellationToken cancellation)
    {
        IdMap users = EntityFiles.ReadUsers(At(BundleLayout.Users));
        (IdMap items, ItemCatalog catalog) = EntityFiles.ReadItems(At(BundleLayout.Items));
        RequireCounts(manifest, users, items);
        (TrainView training, TrainView? known) = InteractionFile.Read(At(BundleLayout.Interactions), users.Count, items.Count);
        var owned = new List<IDisposable>();
        try
        {
            IDomainRecommender recommender = RecommenderForms.Create(manifest.Recommender, InteractionGraph.FromTrain(training), options.Device);
            owned.Add(recommender.Module);
            ModuleFile.Read(At(BundleLayout.Recommender), recommender.Module);
            string language = At(BundleLayout.Language);
            MixedLanguageModel model = ExtendedCheckpoint.Load(language, new LlamaLoadOptions { Device = options.Device, MixedPrecision = options.MixedPrecision }, progress, cancellation);
            owned.Add(model);
            var encoder = new PromptEncoder(TokenizerFolder.Read(language).Extend(model.Vocabulary), catalog, manifest.Prompts);
            var features = new FeatureExtractor(model, encoder, manifest.Pooling, options.Device) { WithScores = manifest.WithScores };
            KnowledgeFusionHead head = KnowledgeFusionHead.Create(manifest.Head, features.Width, recommender, seed: 0, options.Device);
            owned.Add(head);
            ModuleFile.Read(At(BundleLayout.Head), head);
            return new BdlmBundle(manifest, users, items, catalog, training, known ?? training, recommender, head, model, encoder, features, options.Device);
        }
        catch
        {
            owned.ForEach(part => part.Dispose());
            throw;
        }
    }

    private static void RequireCounts(BundleManifest manifest, IdMap users, IdMap items)
    {
        if (manifest.Users != users.Count || manifest.Items != items.Count)
        {
            throw new InvalidDataException(FormattableString.Invariant($"{BundleManifest.FileName} has {manifest.Users} users and {manifest.Items} items, the files {users.Count} and {items.Count}; expected the same."));
        }
    }

    private string At(string name) => Path.Combine(folder, name);
}
