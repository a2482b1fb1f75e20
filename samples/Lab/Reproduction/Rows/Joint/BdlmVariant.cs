namespace Bdlm.Lab.Reproduction.Rows.Joint;

/// <summary>
/// BDLM or one of its ablations. The paper's are nested: each leaves out what the one before does, and one thing more. The others
/// leave out one thing alone.
/// </summary>
/// <param name="Slug">The part of file names; empty for the full method.</param>
/// <param name="Label">What tables add to the model's name; empty for the full method.</param>
/// <param name="HasTokens">Whether prompts show users and items as tokens.</param>
/// <param name="HasEntities">Whether the language model has rows for users and items at all.</param>
/// <param name="IsPreloaded">Whether those rows start from the recommender's.</param>
/// <param name="IsJoint">Whether both sides train in turns with M between them, rather than one after the other.</param>
internal sealed record BdlmVariant(string Slug, string Label, bool HasTokens, bool HasEntities, bool IsPreloaded, bool IsJoint)
{
    /// <summary>Tokens, preloaded rows, joint learning.</summary>
    public static BdlmVariant Full { get; } = new("", "", HasTokens: true, HasEntities: true, IsPreloaded: true, IsJoint: true);

    /// <summary>Tokens and preloaded rows, trained one after the other, no M. Joint learning removed alone is the same.</summary>
    public static BdlmVariant WithoutJointLearning { get; } = Full with { Slug = "without-jl", Label = "w/o JL", IsJoint = false };

    /// <summary>Also random first rows.</summary>
    public static BdlmVariant WithoutPreloading { get; } = WithoutJointLearning with { Slug = "without-pe", Label = "w/o PE", IsPreloaded = false };

    /// <summary>Also text only: the language side is a text-only model, the domain side the recommender joined with its features.</summary>
    public static BdlmVariant WithoutTokens { get; } = WithoutPreloading with { Slug = "without-et", Label = "w/o ET", HasTokens = false, HasEntities = false };

    /// <summary>Random first rows in the language model and in M, with joint learning.</summary>
    public static BdlmVariant OnlyPreloadingRemoved { get; } = Full with { Slug = "only-pe-removed", Label = "only PE removed", IsPreloaded = false };

    /// <summary>
    /// Prompts in words alone, with joint learning. Items keep their preloaded rows, for the model still answers with an item and M aligns them: without
    /// any rows nothing would be left to preload or to share.
    /// </summary>
    public static BdlmVariant OnlyTokensRemoved { get; } = Full with { Slug = "only-et-removed", Label = "only ET removed", HasTokens = false };

    /// <summary>The full method and all ablations, nested ones first.</summary>
    public static IReadOnlyList<BdlmVariant> All { get; } =
        [Full, WithoutJointLearning, WithoutPreloading, WithoutTokens, OnlyPreloadingRemoved, OnlyTokensRemoved];
}
