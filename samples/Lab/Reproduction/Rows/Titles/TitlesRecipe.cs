using Bdlm.Lab.Experiments;
using Bdlm.Lab.Experiments.DataSets;

namespace Bdlm.Lab.Reproduction.Rows.Titles;

/// <summary>Another row with titles in its prompts, the items' own or, as a control, those of other items. Questions and backbone stay as they are.</summary>
/// <param name="row">The row.</param>
/// <param name="use">Whose titles.</param>
internal sealed class TitlesRecipe(IRowRecipe row, TitleUse use) : IRowRecipe
{
    // Decides who gets whose title, for all seeds of a run alike.
    private const int ShuffleSeed = 1;

    /// <inheritdoc/>
    public string Name => $"{row.Name}{Suffix.Replace(' ', '-')}";

    /// <inheritdoc/>
    public string Title => $"{row.Title},{Suffix}";

    /// <inheritdoc/>
    public IReadOnlyList<string> Models => [.. row.Models.Select(model => model + Suffix)];

    /// <inheritdoc/>
    public double Cost => 3 * row.Cost;

    private string Suffix => use == TitleUse.Shown ? " with titles" : " with shuffled titles";

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings(RowSetting setting) => new SettingText()
        .Add(row.Settings(Changed(setting)))
        .Add("titles", use)
        .Add("titles.seed", ShuffleSeed)
        .Values;

    /// <inheritdoc/>
    public void Run(RowContext context) => row.Run(context.With(Changed(context.Setting), Suffix));

    private RowSetting Changed(RowSetting setting)
    {
        LabScale scale = setting.Scale with { Titles = true };
        ExperimentData data = use == TitleUse.Shown ? setting.Data : ShuffledCatalog.In(setting.Data, ShuffleSeed);
        return setting with { Data = data with { Scale = scale }, Scale = scale, Backbone = new BackboneOf(setting) };
    }
}
