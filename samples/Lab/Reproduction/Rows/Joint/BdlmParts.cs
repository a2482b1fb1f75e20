using Bdlm.Instructions;
using Bdlm.Lab.Backbone;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Rows.Domain;

namespace Bdlm.Lab.Reproduction.Rows.Joint;

/// <summary>The models of a BDLM cell before they learn together.</summary>
internal sealed class BdlmParts : IDisposable
{
    private BdlmParts(PretrainedRecommender pretrained, LanguageRow language, DomainRow domain, InstructRec? textOnly) =>
        (Pretrained, Language, Domain, TextOnly) = (pretrained, language, domain, textOnly);

    /// <summary>The recommender that both sides start from; it stays as it is.</summary>
    public PretrainedRecommender Pretrained { get; }

    /// <summary>The language side.</summary>
    public LanguageRow Language { get; }

    /// <summary>The domain side: a copy of the recommender, with its head.</summary>
    public DomainRow Domain { get; }

    /// <summary>The text-only model that <see cref="Language"/> then is; null where it has rows for users and items.</summary>
    public InstructRec? TextOnly { get; }

    /// <summary>Makes the models of a variant. The caller disposes.</summary>
    public static BdlmParts Open(RowContext context, DomainKind kind, BdlmVariant variant)
    {
        using ILanguageBackbone backbone = context.Setting.Backbone.Open(context);
        PretrainedRecommender pretrained = DomainSource.Open(context, kind);
        var models = new ModelFactory(context.Data.Models, backbone, context.Seed, context.Device);
        InstructRec? textOnly = variant.HasEntities ? null : models.TextOnly();
        LanguageRow language = textOnly is null ? WithEntities(models, pretrained, variant) : new LanguageRow(textOnly.Model, textOnly.Encoder);
        return new BdlmParts(pretrained, language, models.Domain(pretrained, language), textOnly);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Pretrained.Dispose();
        Language.Dispose();
        Domain.Dispose();
    }

    private static LanguageRow WithEntities(ModelFactory models, PretrainedRecommender pretrained, BdlmVariant variant)
    {
        Prompts.PromptOptions prompts = variant.HasTokens ? models.TokenPrompts : models.TextPrompts;
        return variant.IsPreloaded ? models.Preloaded(pretrained.Model, prompts) : models.Random(pretrained.Model, prompts);
    }
}
