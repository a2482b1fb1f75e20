using System.Globalization;
using Bdlm.Evaluation;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Rows.Recommenders.Stacks;
using Bdlm.Lab.Reproduction.Rows.Text;

namespace Bdlm.Lab.Reproduction.Rows.Joint;

/// <summary>
/// BDLM on a recommender, or one of its ablations: a language side, a domain side, and both joined with weights that are fitted
/// on validation questions, as the stacks are that BDLM is held against.
/// </summary>
/// <param name="kind">The recommender.</param>
/// <param name="variant">What is left out.</param>
/// <param name="mutualWeight">λ; null for the scale's.</param>
internal sealed class BdlmRecipe(DomainKind kind, BdlmVariant variant, double? mutualWeight = null) : IRowRecipe
{
    // Against LightGCN alone, measured at laptop scale.
    private const double JointCost = 12;

    /// <inheritdoc/>
    public string Name => CellId.Slug(string.Join('-', Parts("bdlm", DomainModels.Name(kind), variant.Slug)).Replace("λ ", "lambda-", StringComparison.Ordinal));

    /// <inheritdoc/>
    public string Title => string.Join(", ", Parts($"BDLM on {DomainModels.Name(kind)}", variant.Label));

    /// <inheritdoc/>
    public IReadOnlyList<string> Models => [LanguageModel, DomainModel, FittedModel];

    /// <inheritdoc/>
    public double Cost => JointCost;

    /// <summary>The language side's name in tables.</summary>
    public string LanguageModel => ModelName("BDLM-llm");

    /// <summary>The domain side's name in tables.</summary>
    public string DomainModel => ModelName("BDLM-drs");

    /// <summary>The name of both sides joined on validation questions.</summary>
    public string FittedModel => ModelName("BDLM-fit");

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings(RowSetting setting)
    {
        LabScale scale = setting.Scale;
        SettingText text = new SettingText()
            .Add(ScaleSettings.Recommender(scale, kind))
            .Add(ScaleSettings.Fusion(scale))
            .Add(LanguageSettings(setting))
            .Add(StackedScorer.Settings)
            .Add("preloaded", variant.IsPreloaded)
            .Add("joint", variant.IsJoint);
        // The language side that has no entities has samples and epochs of its own.
        text = variant.HasEntities ? text : text.Add(ScaleSettings.Samples(scale)).Add("fusion.epochs", scale.Epochs).Add("fusion.patience", scale.Patience);
        return (variant.IsJoint ? text.Add(ScaleSettings.Joint(scale, Weight(scale))) : text).Values;
    }

    /// <inheritdoc/>
    public void Run(RowContext context)
    {
        using var parts = BdlmParts.Open(context, kind, variant);
        var training = new BdlmTraining(context, parts, variant);
        if (variant.IsJoint)
        {
            training.Jointly(Weight(context.Scale));
        }
        else
        {
            training.OneAfterTheOther(LanguageSettings(context.Setting));
        }

        // Fitted before a test question is asked.
        IScorer language = training.LanguageScorer();
        IScorer cascade = training.CascadeScorer();
        var fitted = StackedScorer.Fit([language, cascade, training.RecommenderScorer()], context.Data, context.Cancellation);
        context.Judge(LanguageModel, language);
        context.Judge(DomainModel, cascade);
        context.Judge(FittedModel, fitted, fitted.Weights("BDLM-llm", "BDLM-drs", "d alone"));
    }

    private double Weight(LabScale scale) => mutualWeight ?? scale.MutualWeight;

    private IReadOnlyDictionary<string, string> LanguageSettings(RowSetting setting)
    {
        if (!variant.HasEntities)
        {
            return TextOnlyTraining.Settings(setting);
        }

        SettingText text = new SettingText()
            .Add(setting.Backbone.Settings(setting))
            .Add(ScaleSettings.Training(setting.Scale))
            .Add(ScaleSettings.Language(setting.Scale))
            .Add("tokens in prompts", variant.HasTokens)
            .Add(ScaleSettings.Samples(setting.Scale))
            .Add(ScaleSettings.Tokens(setting.Scale));
        return (variant.HasTokens ? text.Add(ScaleSettings.TokenPrompts(setting.Scale)) : text).Values;
    }

    private string ModelName(string side) =>
        string.Join(' ', Parts(side, kind == DomainKind.LightGcn ? "" : $"on {DomainModels.Name(kind)}", variant.Label));

    private IEnumerable<string> Parts(params IEnumerable<string> parts)
    {
        string weight = mutualWeight is { } value ? string.Create(CultureInfo.InvariantCulture, $"λ {value}") : "";
        return parts.Append(weight).Where(part => part.Length > 0);
    }
}
