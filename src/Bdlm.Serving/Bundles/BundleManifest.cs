using Bdlm.Fusion;
using Bdlm.Language;
using Bdlm.Prompts;

namespace Bdlm.Bundles;

/// <summary>What a bundle says of itself. It is written last, so that a folder with a manifest is whole.</summary>
public sealed record BundleManifest
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The format that this version writes and reads.</summary>
    public const string CurrentFormat = "bdlm-bundle/1";

    /// <summary>The format.</summary>
    public required string Format { get; init; }

    /// <summary>The library and its version that wrote the bundle.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>What reports call it.</summary>
    public required string Name { get; init; }

    /// <summary>The number of users.</summary>
    public required int Users { get; init; }

    /// <summary>The number of items.</summary>
    public required int Items { get; init; }

    /// <summary>What the recommender is made of.</summary>
    public required RecommenderForm Recommender { get; init; }

    /// <summary>The shape of the fusion head.</summary>
    public required FusionOptions Head { get; init; }

    /// <summary>Where h is read.</summary>
    public required FeaturePooling Pooling { get; init; }

    /// <summary>Whether features hold the language side's own answers.</summary>
    public required bool WithScores { get; init; }

    /// <summary>What prompts look like.</summary>
    public required PromptOptions Prompts { get; init; }

    /// <summary>All other files.</summary>
    public required IReadOnlyList<BundleFile> Files { get; init; }
}
