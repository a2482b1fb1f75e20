using Bdlm.Evaluation;
using Bdlm.Instructions;
using Bdlm.Lab.Backbone;
using Bdlm.Lab.Experiments;
using Bdlm.Language;
using Bdlm.Language.FineTuning;
using Bdlm.Loops;

namespace Bdlm.Lab.Reproduction.Rows.Text;

/// <summary>
/// InstructRec: the backbone tuned on prompts with titles and no entity token, on the samples of BDLM's language side, until validation stops improving.
/// Stopped early it would make every gain of BDLM look large.
/// </summary>
internal sealed class InstructRecRecipe : IRowRecipe
{
    private const string Stage = "InstructRec";

    // A text-only model learns more slowly than one whose rows were preloaded, and on a plateau at first: an epoch without gain says little.
    private const int LeastPatience = 5;

    /// <inheritdoc/>
    public string Name => "instructrec";

    /// <inheritdoc/>
    public string Title => "InstructRec: the backbone tuned on titles alone, to convergence";

    /// <inheritdoc/>
    public IReadOnlyList<string> Models { get; } = ["InstructRec"];

    /// <inheritdoc/>
    public double Cost => 6;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings(RowSetting setting) => new SettingText()
        .Add(setting.Backbone.Settings(setting))
        .Add(ScaleSettings.Training(setting.Scale))
        .Add(ScaleSettings.Language(setting.Scale))
        .Add(ScaleSettings.Text(setting.Scale))
        .Add("instructrec.patience", Patience(setting.Scale))
        .Values;

    /// <inheritdoc/>
    public void Run(RowContext context)
    {
        using ILanguageBackbone backbone = context.Setting.Backbone.Open(context);
        using InstructRec row = new ModelFactory(context.Data.Models, backbone, context.Seed, context.Device).TextOnly();
        var readings = new TextReadings(rankBy => row.Scorer(context.Device, rankBy), context.Validation, context.Cancellation);
        context.Train(Stage, store =>
        {
            using LanguageOptimizer optimizer = LanguageStage.Optimizer(row.Model, context.Scale);
            ILanguageBatches batches = row.Batches(SampleSources.OfText(context.Data, context.Seed), context.Scale.Text.Batch, context.Seed, context.Device);
            TrainingLoopOptions loop = LoopSettings.Of(Stage, context.Scale.Epochs, Patience(context.Scale));
            using var trainer = new SftTrainer(row.Model, batches, optimizer, loop, context.Seed, store);
            return trainer.Train(_ => readings.Judge(), context.Progress, context.Cancellation);
        });
        RankBy chosen = readings.Choose();
        context.Judge(Models[0], row.Scorer(context.Device, chosen), new Dictionary<string, double> { ["ranked by title likelihood"] = chosen == RankBy.TitleLikelihood ? 1 : 0 });
    }

    private static int Patience(LabScale scale) => Math.Max(LeastPatience, scale.Patience ?? 0);
}
