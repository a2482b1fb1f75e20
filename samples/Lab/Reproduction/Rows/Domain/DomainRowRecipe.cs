using Bdlm.Evaluation;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Plans;

namespace Bdlm.Lab.Reproduction.Rows.Domain;

/// <summary>LightGCN, NCF, GMF or matrix factorisation alone.</summary>
/// <param name="kind">Which one.</param>
internal sealed class DomainRowRecipe(DomainKind kind) : IRowRecipe
{
    /// <inheritdoc/>
    public string Name => CellId.Slug(Title);

    /// <inheritdoc/>
    public string Title => DomainModels.Name(kind);

    /// <inheritdoc/>
    public IReadOnlyList<string> Models => [Title];

    /// <inheritdoc/>
    public double Cost => 1;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings(RowSetting setting) => ScaleSettings.Recommender(setting.Scale, kind);

    /// <inheritdoc/>
    public void Run(RowContext context)
    {
        using PretrainedRecommender recommender = DomainSource.Open(context, kind);
        context.Log.Add(Title, recommender.History);
        context.Judge(Title, new DomainScorer(recommender.Model, context.Device));
    }
}
