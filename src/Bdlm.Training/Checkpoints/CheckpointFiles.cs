using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Checkpoints;

/// <summary>
/// The files of a checkpoint folder: for each step a manifest <c>step-000000000012.json</c>, and a tensor file that the
/// manifest names and whose own name carries its hash, so that writing the same step again never touches the file that a
/// valid manifest still names.
/// </summary>
internal sealed class CheckpointFiles(string folder)
{
    private const string Prefix = "step-";
    private const string ManifestSuffix = ".json";
    private const string TensorSuffix = ".safetensors";
    private const int HashDigitsInName = 16;

    /// <summary>The steps that have a manifest, ascending.</summary>
    public long[] Steps() => [.. Directory.EnumerateFiles(folder, Prefix + "*" + ManifestSuffix).Select(StepOf).OfType<long>().Order()];

    /// <summary>Writes the tensors, then the manifest that makes them count.</summary>
    public CheckpointManifest Write(TrainingCheckpoint checkpoint)
    {
        string unnamed = Path.Combine(folder, $"{Prefix}{checkpoint.Step:D12}.{Guid.NewGuid():N}{AtomicFile.TemporarySuffix}");
        try
        {
            SafeTensorsWriter.Write(unnamed, checkpoint.Tensors);
            string hash = HashOf(unnamed);
            CheckpointManifest manifest = Describe(checkpoint, hash);
            File.Move(unnamed, Path.Combine(folder, manifest.TensorFile), overwrite: true);
            AtomicFile.Write(ManifestPath(checkpoint.Step), stream => JsonSerializer.Serialize(stream, manifest, ManifestJson.Default.CheckpointManifest));
            return manifest;
        }
        finally
        {
            File.Delete(unnamed);
        }
    }

    /// <summary>Reads and checks a manifest.</summary>
    public CheckpointManifest ReadManifest(long step)
    {
        string path = ManifestPath(step);
        CheckpointManifest manifest;
        try
        {
            using FileStream stream = File.OpenRead(path);
            manifest = JsonSerializer.Deserialize(stream, ManifestJson.Default.CheckpointManifest)
                ?? throw new CheckpointException(path, "The manifest is empty. The checkpoint is damaged.");
        }
        catch (JsonException fault)
        {
            throw new CheckpointException(path, $"The manifest cannot be read: {fault.Message} The checkpoint is damaged or of another version.", fault);
        }

        Check(manifest, step, path);
        return manifest;
    }

    /// <summary>Reads a manifest's tensors, after their file's hash has been found right.</summary>
    public Dictionary<string, Tensor> ReadTensors(CheckpointManifest manifest)
    {
        string path = Path.Combine(folder, manifest.TensorFile);
        if (!File.Exists(path))
        {
            throw new CheckpointException(path, $"The tensor file is missing, although the manifest of step {manifest.Step} names it.");
        }

        string hash = HashOf(path);
        if (hash != manifest.TensorSha256)
        {
            throw new CheckpointException(path, $"The tensor file's SHA-256 is {hash}; the manifest of step {manifest.Step} says {manifest.TensorSha256}. The file is damaged.");
        }

        try
        {
            using SafeTensorsFile file = SafeTensorsReader.Read(path);
            return file.LoadAll();
        }
        catch (SafeTensorsException fault)
        {
            throw new CheckpointException(path, $"The tensor file is not valid: {fault.Reason}", fault);
        }
    }

    /// <summary>Removes a checkpoint: without its manifest its tensor file is an orphan, which <see cref="Sweep"/> removes.</summary>
    public void DeleteManifest(long step) => File.Delete(ManifestPath(step));

    /// <summary>Removes what a killed process left: unfinished files, and tensor files of this store that no manifest names.</summary>
    public void Sweep(IReadOnlyCollection<CheckpointManifest> manifests)
    {
        HashSet<string> named = [.. manifests.Select(manifest => manifest.TensorFile)];
        foreach (string path in Directory.EnumerateFiles(folder, Prefix + "*"))
        {
            bool unfinished = path.EndsWith(AtomicFile.TemporarySuffix, StringComparison.Ordinal);
            bool orphan = path.EndsWith(TensorSuffix, StringComparison.Ordinal) && !named.Contains(Path.GetFileName(path));
            if (unfinished || orphan)
            {
                File.Delete(path);
            }
        }
    }

    private static CheckpointManifest Describe(TrainingCheckpoint checkpoint, string hash) => new()
    {
        FormatVersion = CheckpointManifest.CurrentFormatVersion,
        Step = checkpoint.Step,
        Epoch = checkpoint.Epoch,
        Seed = checkpoint.Seed,
        OptionsHash = checkpoint.OptionsHash,
        Metric = checkpoint.Metric,
        BestMetric = checkpoint.BestMetric,
        Values = checkpoint.Values,
        TensorFile = $"{Prefix}{checkpoint.Step:D12}-{hash[..HashDigitsInName]}{TensorSuffix}",
        TensorSha256 = hash,
        CreatedBy = LibraryVersion.Name,
    };

    private static void Check(CheckpointManifest manifest, long step, string path)
    {
        if (manifest.FormatVersion != CheckpointManifest.CurrentFormatVersion)
        {
            throw new CheckpointException(path, $"The format version is {manifest.FormatVersion}; this library reads {CheckpointManifest.CurrentFormatVersion}. It was written by {manifest.CreatedBy}.");
        }

        if (manifest.Step != step)
        {
            throw new CheckpointException(path, $"The manifest is of step {manifest.Step}; its name says {step}. Was it renamed?");
        }

        if (Path.GetFileName(manifest.TensorFile) != manifest.TensorFile)
        {
            throw new CheckpointException(path, $"The tensor file '{manifest.TensorFile}' is not a plain file name. The manifest is damaged.");
        }
    }

    private static long? StepOf(string manifestPath)
    {
        ReadOnlySpan<char> digits = Path.GetFileName(manifestPath.AsSpan())[Prefix.Length..^ManifestSuffix.Length];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long step) ? step : null;
    }

    private static string HashOf(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private string ManifestPath(long step) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{step:D12}{ManifestSuffix}"));
}
