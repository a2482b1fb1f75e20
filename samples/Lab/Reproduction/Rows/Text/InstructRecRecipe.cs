using Bdlm.Evaluation;
using Bdlm.Instructions;
using Bdlm.Lab.Backbone;
using Bdlm.Lab.Experiments;

namespace Bdlm.Lab.Reproduction.Rows.Text;

/// <summary>InstructRec: the backbone tuned on prompts with titles and no entity token.</summary>
internal sealed class InstructRecRecipe : IRowRecipe
{
    private const string Stage = "InstructRec";

    /// <inheritdoc/>
    public string Name => "instructrec";

    /// <inheritdoc/>
    public string Title => "InstructRec: the backbone tuned on titles alone, to convergence";

    /// <inheritdoc/>
    public IReadOnlyList<string> Models { get; } = ["InstructRec"];

    /// <inheritdoc/>
    public double Cost => 6;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings(RowSetting setting) => TextOnlyTraining.Settings(setting);

    /// <inheritdoc/>
    public void Run(RowContext context)
    {
        using ILanguageBackbone backbone = context.Setting.Backbone.Open(context);
        using InstructRec row = new ModelFactory(context.Data.Models, backbone, context.Seed, context.Device).TextOnly();
        var training = new TextOnlyTraining(context, row);
        context.Log.Add(Stage, training.Train());
        RankBy chosen = training.Readings.Choose();
        context.Judge(Models[0], row.Scorer(context.Device, chosen), new Dictionary<string, double> { ["ranked by title likelihood"] = chosen == RankBy.TitleLikelihood ? 1 : 0 });
    }
}
