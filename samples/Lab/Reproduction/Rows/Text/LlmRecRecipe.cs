using Bdlm.Chat;
using Bdlm.Evaluation;
using Bdlm.Instructions;
using Bdlm.Lab.Backbone;
using Bdlm.Lab.Experiments;
using Bdlm.Llama;
using Bdlm.Llama.Chat;

namespace Bdlm.Lab.Reproduction.Rows.Text;

/// <summary>
/// LLM-Rec: the backbone asked in words, untuned. The table's row is the paper's: the model writes its answer, and one that cannot be read is a miss.
/// A backbone that is no chat model is judged unfairly so; beside it stands what it knows: the same model ranking by the likelihood of titles, or by Yes
/// against No, as validation chooses.
/// </summary>
internal sealed class LlmRecRecipe : IRowRecipe
{
    // Twenty labels with commas take as many tokens again; answers that go on longer are no lists.
    private const int AnswerTokens = 48;

    /// <inheritdoc/>
    public string Name => "llm-rec";

    /// <inheritdoc/>
    public string Title => "LLM-Rec: the backbone asked zero-shot; what it cannot answer readably is a miss";

    /// <inheritdoc/>
    public IReadOnlyList<string> Models { get; } = ["LLM-Rec", "LLM-Rec (likelihood)"];

    /// <inheritdoc/>
    public double Cost => 2;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings(RowSetting setting) => new SettingText()
        .Add(setting.Backbone.Settings(setting))
        .Add(ScaleSettings.Prompts(setting.Scale))
        .Add("training.validation users", setting.Scale.ValidationUsers ?? (object)"all")
        .Add("answer.tokens", AnswerTokens)
        .Add("answer.question", ChatTemplates.Ranking)
        .Add("answer.threshold", 0)
        .Values;

    /// <inheritdoc/>
    public void Run(RowContext context)
    {
        using ILanguageBackbone backbone = context.Setting.Backbone.Open(context);
        Generated(context, backbone);
        ByLikelihood(context, backbone);
    }

    private void Generated(RowContext context, ILanguageBackbone backbone)
    {
        using LlamaForCausalLM model = backbone.Copy(context.Device) as LlamaForCausalLM
            ?? throw new NotSupportedException("The backbone is no Llama; expected one, for it has to write answers. Leave the row llm-rec out.");
        model.eval();
        var options = new LlamaChatOptions { BeginToken = backbone.BeginToken, EndToken = backbone.EndToken };
        using var llama = new LlamaChatClient(model, backbone.Tokenizer, options);
        using var client = new FittingChatClient(llama, backbone.Tokenizer, options.Template, model.MaxLength - AnswerTokens);
        var scorer = new ChatScorer(client, context.Data.Catalog, Asking(context.Scale));
        // Filled when all answers are there.
        var extra = new Dictionary<string, double>();
        // Yes is above 0; no, and what cannot be read, are below.
        context.Judge(Models[0], scorer, extra, threshold: 0);
        extra["valid answers, validation and test"] = 1 - scorer.Report.InvalidRate;
        extra["questions that did not fit, validation and test"] = client.TooLong;
    }

    private void ByLikelihood(RowContext context, ILanguageBackbone backbone)
    {
        using InstructRec row = new ModelFactory(context.Data.Models with { Scale = context.Data.Scale with { MixedPrecision = false } }, backbone, context.Seed, context.Device).TextOnly();
        IScorer ScorerOf(RankBy rankBy) => row.Scorer(context.Device, rankBy);
        RankBy chosen = new TextReadings(ScorerOf, context.Validation, context.Cancellation).Choose();
        context.Judge(Models[1], ScorerOf(chosen), new Dictionary<string, double> { ["ranked by title likelihood"] = chosen == RankBy.TitleLikelihood ? 1 : 0 });
    }

    // The same history as in prompts; no second try, for the same question gets the same answer.
    private static ChatRecommenderOptions Asking(LabScale scale) => new()
    {
        MaxHistory = scale.MaxHistory,
        MaxTitleCharacters = 80,
        MaxOutputTokens = AnswerTokens,
        MaxRetries = 0,
        MaxParallelism = 1,
    };
}
