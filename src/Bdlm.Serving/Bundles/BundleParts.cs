using Bdlm.Data;
using Bdlm.Fusion;
using Bdlm.Language;
using Bdlm.Prompts;
using Bdlm.Recommending;

namespace Bdlm.Bundles;

/// <summary>The trained models of BDLM with all that they need to recommend: what a bundle holds. Nothing here is owned by the record.</summary>
public sealed record BundleParts
{
    /// <summary>What reports call it, such as the data set's name.</summary>
    public required string Name { get; init; }

    /// <summary>The users' original ids, by dense id.</summary>
    public required IdMap UserMap { get; init; }

    /// <summary>The items' original ids, by dense id.</summary>
    public required IdMap ItemMap { get; init; }

    /// <summary>What items are, by dense id.</summary>
    public required ItemCatalog Catalog { get; init; }

    /// <summary>The interactions that the models were trained on: a graph model's graph is made of them again.</summary>
    public required TrainView Training { get; init; }

    /// <summary>All that is known of the users when recommendations are made, held-out rows included; null for <see cref="Training"/> alone. Histories and seen items come from here.</summary>
    public TrainView? Known { get; init; }

    /// <summary>The side D: LightGCN, matrix factorisation, GMF or NeuMF.</summary>
    public required IDomainRecommender Recommender { get; init; }

    /// <summary>Joins both sides (Eq. 6).</summary>
    public required KnowledgeFusionHead Head { get; init; }

    /// <summary>The side L, over a Llama; adapters merged.</summary>
    public required MixedLanguageModel Language { get; init; }

    /// <summary>The folder with the tokenizer of the language model's words, as Hugging Face keeps it.</summary>
    public required string TokenizerFolder { get; init; }

    /// <summary>What prompts look like, as in training.</summary>
    public required PromptOptions Prompts { get; init; }

    /// <summary>Where h is read, as in training.</summary>
    public FeaturePooling Pooling { get; init; } = FeaturePooling.LastToken;

    /// <summary>Whether features hold the language side's own answers, too, as in training (<see cref="FeatureExtractor.WithScores"/>).</summary>
    public bool WithScores { get; init; }
}
