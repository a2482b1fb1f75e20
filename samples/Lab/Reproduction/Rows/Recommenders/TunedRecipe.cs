using Bdlm.Lab.Reproduction.Plans;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders;

/// <summary>A recommender alone, with the settings that were tuned for the data set.</summary>
/// <param name="row">The row.</param>
/// <param name="cost">How long it takes, LightGCN alone being 1.</param>
internal sealed class TunedRecipe(TunedRow row, double cost) : IRowRecipe
{
    /// <inheritdoc/>
    public string Name => CellId.Slug(row.Name);

    /// <inheritdoc/>
    public string Title => row.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Models => [row.Name];

    /// <inheritdoc/>
    public double Cost => cost;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings(RowSetting setting) => TunedSource.Settings(setting, row);

    /// <inheritdoc/>
    public void Run(RowContext context)
    {
        using TrainedRow trained = TunedSource.Open(context, row);
        if (trained.History is { } history)
        {
            context.Log.Add(row.Name, history);
        }

        context.Judge(row.Name, trained.Model.Scorer);
    }
}
