using Bdlm.Domain;
using Bdlm.Domain.Objectives;
using Bdlm.Evaluation;
using Bdlm.Features;
using Bdlm.Lab.Backbone;
using Bdlm.Lab.Experiments;
using Bdlm.Language;
using Bdlm.Optimizers;
using Bdlm.Prompts;
using Bdlm.Sampling;
using Bdlm.Semantic;
using Bdlm.Tokens;

namespace Bdlm.Lab.Reproduction.Rows.Text;

/// <summary>GPT4SM: a recommender whose rows are joined by what the frozen backbone makes of titles and genres, trained on the pairs that all recommenders get.</summary>
internal sealed class Gpt4SmRecipe : IRowRecipe
{
    private const string Stage = "GPT4SM";

    // Without its features the model is a matrix factorisation, and it is trained as that row is.
    private const DomainKind Training = DomainKind.MatrixFactorization;

    private static TextFeatureOptions Texts(LabScale scale) => new()
    {
        ItemTemplate = new PromptTemplate("About {item}:"),
        UserTemplate = new PromptTemplate($"User {scale.Verb}: {{history}}."),
    };

    /// <inheritdoc/>
    public string Name => "gpt4sm";

    /// <inheritdoc/>
    public string Title => "GPT4SM: a recommender with frozen features of the backbone";

    /// <inheritdoc/>
    public IReadOnlyList<string> Models { get; } = ["GPT4SM"];

    /// <inheritdoc/>
    public double Cost => 1;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings(RowSetting setting) => new SettingText()
        .Add(FeatureSettings(setting))
        .Add(ScaleSettings.Recommender(setting.Scale, Training))
        .Values;

    /// <inheritdoc/>
    public void Run(RowContext context)
    {
        (CachedFeatures users, CachedFeatures items) = Features(context);
        using (users)
        using (items)
        {
            using Gpt4Sm model = Gpt4Sm.Create(new Gpt4SmOptions { Dim = context.Scale.Dim }, users.Features, items.Features, context.Seed, context.Device);
            var scorer = new DomainScorer(model, context.Device);
            EvaluationQuestions validation = EvaluationQuestions.Create(context.Data.Split, context.Data.ValidationCandidates, context.Data.ValidationPairs);
            context.Train(Stage, store =>
            {
                RecommenderScale scale = DomainModels.ScaleOf(Training, context.Scale);
                using var optimizer = new FusedAdam(model.named_parameters(), new AdamOptions { LearningRate = scale.Rate, WeightDecay = scale.Regularization });
                var objective = new PairObjective(model, context.Data.Split.Train, new TrainingNegatives(context.Data.Positives, context.Data.Sampler), Objective(scale), context.Device);
                var options = new DomainTrainingOptions { Loop = LoopSettings.Of(Stage, scale.Epochs, scale.Patience), BatchSize = scale.Batch, Seed = context.Seed };
                return new DomainTrainer(objective, optimizer, options, store)
                    .Train(_ => Validation.Of(("GPT4SM", scorer), validation, context.Cancellation), context.Progress, context.Cancellation);
            });
            context.Judge(Models[0], scorer);
        }
    }

    // Its rows are sums of looked-up and projected ones: the optimiser's decay is the penalty on them.
    private static PairObjectiveOptions Objective(RecommenderScale scale) => new()
    {
        Loss = scale.Loss,
        Regularization = 0,
        NegativesPerPositive = scale.Negatives,
    };

    private static IReadOnlyDictionary<string, string> FeatureSettings(RowSetting setting) => new SettingText()
        .Add(setting.Backbone.Settings(setting))
        .Add(ScaleSettings.Prompts(setting.Scale))
        .Add("features.item", Texts(setting.Scale).ItemTemplate)
        .Add("features.user", Texts(setting.Scale).UserTemplate)
        .Add("features.pooling", Texts(setting.Scale).Pooling)
        .Values;

    // Frozen features depend on no seed: all runs read the same.
    private static (CachedFeatures Users, CachedFeatures Items) Features(RowContext context)
    {
        using ILanguageBackbone backbone = context.Setting.Backbone.Open(context);
        using var model = MixedLanguageModel.Create(backbone.Copy(context.Device), new EntityVocabulary(backbone.VocabularySize, userCount: 0, itemCount: 0), null, context.Seed);
        var tokenizer = new ExtendedTokenizer(backbone.Tokenizer, model.Vocabulary);
        PromptOptions prompts = backbone.Fit(PromptSettings.TextOnly(context.Scale, backbone.BeginToken)) with { Categories = true };
        return context.Shared("gpt4sm-features", FeatureSettings(context.Setting), store =>
        {
            var source = new TextFeatureSource(model, tokenizer, context.Data.Catalog, Texts(context.Scale) with { Prompts = prompts }, context.Device, new FeatureCache(store.Folder));
            return (source.Users(context.Data.Split.Train, cancellation: context.Cancellation), source.Items(cancellation: context.Cancellation));
        });
    }
}
