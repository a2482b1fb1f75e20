using static TorchSharp.torch;

namespace Bdlm.Checkpoints;

/// <summary>
/// A folder of checkpoints, held by one process at a time. A process that is killed at any moment leaves the last good
/// checkpoint whole: files are written under other names, flushed and renamed, the manifest last.
/// </summary>
/// <remarks>
/// A damaged checkpoint is an error that names the file; the store never falls back to an older one by itself. To go on
/// from one, choose it from <see cref="Steps"/>, <see cref="Load"/> it, and <see cref="DeleteAfter"/> the others.
/// Not safe to use from several threads.
/// </remarks>
public sealed class CheckpointStore : IDisposable
{
    private readonly CheckpointStoreOptions _options;
    private readonly FolderLock _lock;
    private readonly CheckpointFiles _files;
    private bool _disposed;

    /// <summary>Opens a folder, making it where it does not exist, and removes what a killed process left unfinished.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">How many to keep; the defaults where null.</param>
    /// <exception cref="CheckpointException">Another store is open on the folder.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public CheckpointStore(string folder, CheckpointStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _options = options ?? new CheckpointStoreOptions();
        _options.Validate();
        Folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(Folder);
        _lock = new FolderLock(Folder);
        _files = new CheckpointFiles(Folder);
        SweepWhereAllAreReadable();
    }

    /// <summary>The folder's full path.</summary>
    public string Folder { get; }

    /// <summary>The steps that have a checkpoint, ascending.</summary>
    public IReadOnlyList<long> Steps => Open().Steps();

    /// <summary>Writes a checkpoint, then removes those that are neither among the newest nor the best.</summary>
    /// <param name="checkpoint">The checkpoint; stays the caller's. The same step again replaces the earlier one.</param>
    /// <returns>The manifest that was written.</returns>
    /// <exception cref="ArgumentException">Its step or epoch is negative, or a metric is not finite.</exception>
    /// <exception cref="InvalidOperationException">The folder holds a later step, which <see cref="LoadLatest"/> would prefer.</exception>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; earlier checkpoints are untouched.</exception>
    public CheckpointManifest Save(TrainingCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        CheckpointFiles files = Open();
        Check(checkpoint);
        if (files.Steps() is [.., var latest] && latest > checkpoint.Step)
        {
            throw new InvalidOperationException($"{Folder} holds a checkpoint of step {latest}, later than step {checkpoint.Step}. Choose another folder, or call DeleteAfter({checkpoint.Step}) when you resume from an earlier step.");
        }

        CheckpointManifest written = files.Write(checkpoint);
        Prune();
        return written;
    }

    /// <summary>Reads the checkpoint with the highest step.</summary>
    /// <param name="optionsHash">What <see cref="OptionsHash"/> gives for the options to go on with; null to accept any.</param>
    /// <returns>The checkpoint, which the caller disposes of; null where the folder holds none.</returns>
    /// <exception cref="CheckpointException">It is damaged, of another version, or was made with other options.</exception>
    public TrainingCheckpoint? LoadLatest(string? optionsHash = null) =>
        Open().Steps() is [.., var latest] ? Load(latest, optionsHash) : null;

    /// <summary>Reads the checkpoint with the best metric, the earliest of equals.</summary>
    /// <param name="optionsHash">As for <see cref="LoadLatest"/>.</param>
    /// <returns>The checkpoint, which the caller disposes of; null where none has a metric.</returns>
    /// <exception cref="CheckpointException">One is damaged, or the best was made with other options.</exception>
    public TrainingCheckpoint? LoadBest(string? optionsHash = null)
    {
        CheckpointFiles files = Open();
        CheckpointManifest[] manifests = [.. files.Steps().Select(files.ReadManifest)];
        return BestOf(manifests) is { } best ? Load(best.Step, optionsHash) : null;
    }

    /// <summary>Reads the checkpoint of a step.</summary>
    /// <param name="step">One of <see cref="Steps"/>.</param>
    /// <param name="optionsHash">As for <see cref="LoadLatest"/>.</param>
    /// <returns>The checkpoint, which the caller disposes of; its tensors lie on the CPU.</returns>
    /// <exception cref="CheckpointException">There is none, or as for <see cref="LoadLatest"/>.</exception>
    public TrainingCheckpoint Load(long step, string? optionsHash = null)
    {
        CheckpointFiles files = Open();
        if (!files.Steps().Contains(step))
        {
            throw new CheckpointException(Folder, $"There is no checkpoint of step {step}; there are [{string.Join(", ", files.Steps())}].");
        }

        CheckpointManifest manifest = files.ReadManifest(step);
        if (optionsHash is not null && optionsHash != manifest.OptionsHash)
        {
            throw new CheckpointException(Folder, $"The checkpoint of step {step} was made with other options (hash {manifest.OptionsHash}, now {optionsHash}). Resume with the same options, or start in another folder.");
        }

        return ToCheckpoint(manifest, files.ReadTensors(manifest));
    }

    /// <summary>Reads the manifest of a step without its tensors.</summary>
    /// <param name="step">One of <see cref="Steps"/>.</param>
    /// <exception cref="CheckpointException">The manifest is damaged or of another version.</exception>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public CheckpointManifest ReadManifest(long step) => Open().ReadManifest(step);

    /// <summary>Removes all checkpoints of later steps, so that a run can go on from an earlier one.</summary>
    /// <param name="step">The last step to keep.</param>
    public void DeleteAfter(long step)
    {
        CheckpointFiles files = Open();
        foreach (long later in files.Steps().Where(later => later > step).OrderDescending())
        {
            files.DeleteManifest(later);
        }

        SweepWhereAllAreReadable();
    }

    /// <summary>Lets go of the folder.</summary>
    public void Dispose()
    {
        _disposed = true;
        _lock.Dispose();
    }

    private static void Check(TrainingCheckpoint checkpoint)
    {
        if (checkpoint.Step < 0 || checkpoint.Epoch < 0)
        {
            throw new ArgumentException($"Step is {checkpoint.Step} and Epoch is {checkpoint.Epoch}; expected both from 0.", nameof(checkpoint));
        }

        if (!double.IsFinite(checkpoint.Metric ?? 0) || !double.IsFinite(checkpoint.BestMetric ?? 0))
        {
            throw new ArgumentException($"Metric is {checkpoint.Metric} and BestMetric is {checkpoint.BestMetric}; expected finite numbers, or null for none.", nameof(checkpoint));
        }
    }

    private static TrainingCheckpoint ToCheckpoint(CheckpointManifest manifest, Dictionary<string, Tensor> tensors) => new(tensors)
    {
        Step = manifest.Step,
        Epoch = manifest.Epoch,
        Seed = manifest.Seed,
        OptionsHash = manifest.OptionsHash,
        Metric = manifest.Metric,
        BestMetric = manifest.BestMetric,
        Values = manifest.Values,
    };

    private CheckpointFiles Open()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _files;
    }

    private CheckpointManifest? BestOf(IEnumerable<CheckpointManifest> manifests)
    {
        IEnumerable<CheckpointManifest> measured = manifests.Where(manifest => manifest.Metric is not null);
        return _options.Goal == MetricGoal.Maximize
            ? measured.MaxBy(manifest => (manifest.Metric, -manifest.Step))
            : measured.MinBy(manifest => (manifest.Metric, manifest.Step));
    }

    private void Prune()
    {
        if (ReadableManifests() is not { } manifests)
        {
            return;
        }

        HashSet<long> kept = [.. manifests.TakeLast(_options.KeepLast).Select(manifest => manifest.Step)];
        if (BestOf(manifests) is { } best)
        {
            kept.Add(best.Step);
        }

        foreach (CheckpointManifest manifest in manifests.Where(manifest => !kept.Contains(manifest.Step)))
        {
            _files.DeleteManifest(manifest.Step);
        }

        _files.Sweep([.. manifests.Where(manifest => kept.Contains(manifest.Step))]);
    }

    private void SweepWhereAllAreReadable()
    {
        if (ReadableManifests() is { } manifests)
        {
            _files.Sweep(manifests);
        }
    }

    // Where one manifest is damaged nobody knows which tensor file is its own: nothing is removed then, so that a person
    // can still mend it. Loading reports the damage.
    private CheckpointManifest[]? ReadableManifests()
    {
        try
        {
            return [.. _files.Steps().Select(_files.ReadManifest)];
        }
        catch (CheckpointException)
        {
            return null;
        }
    }
}
