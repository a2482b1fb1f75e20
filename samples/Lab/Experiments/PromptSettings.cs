using Bdlm.Prompts;

namespace Bdlm.Lab.Experiments;

/// <summary>The prompts of the rows: with entity tokens for BDLM, titles and genres alone for the text-only model.</summary>
internal static class PromptSettings
{
    // Room behind a prompt for the longest title as its answer.
    private const int TitleReserve = 96;

    /// <summary>The one wording of all rows, in words that the small tokenizer knows whole.</summary>
    public static PromptTemplateSet Instructions(LabScale scale) => new(
        [new PromptTemplate($"User {{user}} {scale.Verb}: {{history}}. Next {scale.Noun}: {{item}}? Answer:")],
        [new PromptTemplate($"User {{user}} {scale.Verb}: {{history}}. Next {scale.Noun}:")]);

    /// <summary>Prompts with entity tokens.</summary>
    /// <param name="scale">Lengths, and what is shown.</param>
    /// <param name="beginToken">The backbone's first token; null for none.</param>
    public static PromptOptions Mixed(LabScale scale, int? beginToken) =>
        TextOnly(scale, beginToken) with { UserToken = scale.UserToken, ItemTokens = true, Titles = scale.Titles };

    /// <summary>Prompts of text alone.</summary>
    /// <inheritdoc cref="Mixed" path="/param"/>
    public static PromptOptions TextOnly(LabScale scale, int? beginToken) => new()
    {
        MaxHistory = scale.MaxHistory,
        MaxLength = scale.MaxLength - TitleReserve,
        BeginToken = beginToken,
        UserToken = false,
        ItemTokens = false,
        Titles = true,
        InteractionTemplate = Instructions(scale).Interaction[0],
        TopKTemplate = Instructions(scale).TopK[0],
    };

    /// <summary>The words of the prompts, for the tokenizer to learn.</summary>
    public static IReadOnlyList<string> Words(LabScale scale) =>
        [$"User {scale.Verb}: nothing; Next {scale.Noun}:? Answer: Yes", "Answer: No"];
}
