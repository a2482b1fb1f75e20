using Bdlm.Evaluation;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Rows.Domain;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders.Stacks;

/// <summary>
/// LightGCN with a model of the order of items, joined by weights on their scores: what BDLM's domain side gains from
/// the history that it reads, without a language model. The weights are fitted on the candidates and pairs of the validation
/// stage, so that its validation figures are a little too good; test questions are not looked at.
/// </summary>
/// <param name="kind">What stands beside LightGCN.</param>
internal sealed class StackRecipe(StackKind kind) : IRowRecipe
{
    private static readonly TunedRow SasRec = TunedRows.Find("SASRec");
    private static readonly TransitionOptions Counts = new();

    /// <inheritdoc/>
    public string Name => CellId.Slug(Title.Replace(" + ", "-", StringComparison.Ordinal));

    /// <inheritdoc/>
    public string Title => kind == StackKind.SasRecAndLightGcn ? "SASRec + LightGCN" : "Sequence counts + LightGCN";

    /// <inheritdoc/>
    public IReadOnlyList<string> Models => [Title];

    // Its parts are rows of their own and trained already as a rule.
    /// <inheritdoc/>
    public double Cost => 0.2;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings(RowSetting setting)
    {
        SettingText text = new SettingText().Add("stack", Title).Add(StackedScorer.Settings).Add(ScaleSettings.Recommender(setting.Scale, DomainKind.LightGcn));
        return kind == StackKind.SasRecAndLightGcn
            ? text.Add(TunedSource.Settings(setting, SasRec)).Values
            : text.Add("counts.reach", Counts.Reach).Add("counts.fading", Counts.Fading).Add("counts.smoothing", Counts.Smoothing).Values;
    }

    /// <inheritdoc/>
    public void Run(RowContext context)
    {
        using PretrainedRecommender graph = DomainSource.Open(context, DomainKind.LightGcn);
        using TrainedRow? sequence = kind == StackKind.SasRecAndLightGcn ? TunedSource.Open(context, SasRec) : null;
        IScorer order = sequence?.Model.Scorer ?? new BaselineScorer(TransitionCounts.Create(Counts, context.Data.Split.Train));
        var stack = StackedScorer.Fit([order, new DomainScorer(graph.Model, context.Device)], context.Data, context.Cancellation);
        context.Judge(Title, stack, stack.Weights(sequence is null ? "sequence counts" : "SASRec", "LightGCN"));
    }
}
