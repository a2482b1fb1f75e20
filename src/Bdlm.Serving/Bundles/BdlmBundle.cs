using Bdlm.Data;
using Bdlm.Fusion;
using Bdlm.Language;
using Bdlm.Llama.Checkpoints;
using Bdlm.Prompts;
using Bdlm.Recommending;
using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Bundles;

/// <summary>
/// Trained models with all that they need to recommend, as one folder that loads in one call: the recommender, the language model with its
/// tokenizer and prompts, the head that joins them, users, items, and what is known of who took what.
/// </summary>
/// <remarks>
/// A loaded bundle is frozen in evaluation mode. Reading from it is safe from any number of threads; nothing may train its models, and it must not be
/// disposed while it is in use.
/// </remarks>
public sealed class BdlmBundle : IDisposable
{
    internal BdlmBundle(
        BundleManifest manifest,
        IdMap userMap,
        IdMap itemMap,
        ItemCatalog catalog,
        TrainView training,
        TrainView known,
        IDomainRecommender recommender,
        KnowledgeFusionHead head,
        MixedLanguageModel language,
        PromptEncoder encoder,
        FeatureExtractor features,
        Device device)
    {
        (Manifest, UserMap, ItemMap, Catalog, Training, Known) = (manifest, userMap, itemMap, catalog, training, known);
        (Recommender, Head, Language, Encoder, Features, Device) = (recommender, head, language, encoder, features, device);
        recommender.Module.eval();
        head.eval();
        language.eval();
    }

    /// <summary>What the bundle says of itself.</summary>
    public BundleManifest Manifest { get; }

    /// <summary>The users' original ids, by dense id.</summary>
    public IdMap UserMap { get; }

    /// <summary>The items' original ids, by dense id.</summary>
    public IdMap ItemMap { get; }

    /// <summary>What items are, by dense id.</summary>
    public ItemCatalog Catalog { get; }

    /// <summary>The interactions that the models were trained on.</summary>
    public TrainView Training { get; }

    /// <summary>All that is known of the users: histories and seen items.</summary>
    public TrainView Known { get; }

    /// <summary>The side D.</summary>
    public IDomainRecommender Recommender { get; }

    /// <summary>Joins both sides.</summary>
    public KnowledgeFusionHead Head { get; }

    /// <summary>The side L.</summary>
    public MixedLanguageModel Language { get; }

    /// <summary>Builds the language side's prompts.</summary>
    public PromptEncoder Encoder { get; }

    /// <summary>Reads h for the head.</summary>
    public FeatureExtractor Features { get; }

    /// <summary>Where the models live.</summary>
    public Device Device { get; }

    /// <summary>Saves a bundle. The folder appears under its name only when it is complete.</summary>
    /// <param name="parts">The models and what belongs to them; they stay the caller's.</param>
    /// <param name="folder">The folder; must be absent or empty unless <paramref name="overwrite"/> is set.</param>
    /// <param name="overwrite">Whether a folder that is not empty is replaced.</param>
    /// <param name="progress">Told of each tensor of the language model; may be null.</param>
    /// <param name="cancellation">Looked at between files; nothing is left behind.</param>
    /// <exception cref="ArgumentException">Parts do not fit together, or the recommender is of a kind that a bundle cannot hold.</exception>
    /// <exception cref="InvalidOperationException">The language model has adapters that are not merged.</exception>
    /// <exception cref="IOException">The folder is not empty, or cannot be written.</exception>
    public static void Save(BundleParts parts, string folder, bool overwrite = false, IProgress<CheckpointProgress>? progress = null, CancellationToken cancellation = default)
    {
        BundleChecks.Fit(parts);
        _ = RecommenderForms.Of(parts.Recommender);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        AtomicFolder.Write(folder, overwrite, target => new BundleWriter(parts, target).Write(progress, cancellation));
    }

    /// <summary>Loads what <see cref="Save"/> wrote. Every file's hash is checked first.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">Device and precision; null for the defaults.</param>
    /// <param name="progress">Told of each tensor of the language model; may be null.</param>
    /// <param name="cancellation">Looked at between files.</param>
    /// <returns>The bundle, which owns its models; the caller disposes of it.</returns>
    /// <exception cref="BundleException">The folder is no bundle, or a damaged one; all damaged files are named.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static BdlmBundle Load(string folder, BundleLoadOptions? options = null, IProgress<CheckpointProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new BundleReader(folder, options ?? new BundleLoadOptions()).Read(progress, cancellation);
    }

    /// <summary>Releases the models.</summary>
    public void Dispose()
    {
        Language.Dispose();
        Head.Dispose();
        Recommender.Module.Dispose();
    }
}
