using Bdlm.Instructions;
using Bdlm.Lab.Experiments;
using Bdlm.Loops;

namespace Bdlm.Lab.Reproduction.Rows.Text;

/// <summary>
/// Tunes the backbone on prompts with titles and no entity token, on the places that BDLM's language side learns from, until validation stops improving. Stopped early it would make every
/// gain of BDLM look large. InstructRec is such a model, and so is the language side of BDLM without tokens: they share it.
/// </summary>
/// <param name="context">The cell.</param>
/// <param name="row">The model.</param>
internal sealed class TextOnlyTraining(RowContext context, InstructRec row)
{
    private const string Stage = "text-only language model";

    /// <summary>What decides the model, but for the seed.</summary>
    public static IReadOnlyDictionary<string, string> Settings(RowSetting setting) => new SettingText()
        .Add(setting.Backbone.Settings(setting))
        .Add(ScaleSettings.Training(setting.Scale.ForText()))
        .Add(ScaleSettings.Language(setting.Scale))
        .Add(ScaleSettings.Text(setting.Scale))
        .Values;

    /// <summary>The ways to rank with the model.</summary>
    public TextReadings Readings { get; } = new(rankBy => row.Scorer(context.Device, rankBy), context.Validation, context.Cancellation);

    /// <summary>Trains the model, or reads what an earlier cell trained. Logs nothing.</summary>
    public TrainingHistory Train()
    {
        IReadOnlyDictionary<string, string> settings = new SettingText().Add(Settings(context.Setting)).Add("seed", context.Seed).Add("change", context.Change).Values;
        var stage = new LanguageStage(context.Data with { Scale = context.Scale.ForText() }, SampleSources.OfText(context.Data, context.Seed), context.Validation, context.Seed, context.Device);
        var language = new LanguageRow(row.Model, row.Encoder);
        return context.Shared(Stage, settings, store =>
            stage.Train(language, Stage, stage.TextBatches(row), Readings.Judge, store, context.Progress, context.Cancellation));
    }
}
