using Bdlm.Baselines;
using Bdlm.Checkpoints;
using Bdlm.Evaluation;
using Bdlm.Instructions;
using Bdlm.Joint;
using Bdlm.Lab.Backbone;
using Bdlm.Lab.Reporting;
using Bdlm.Loops;
using static TorchSharp.torch;

namespace Bdlm.Lab.Experiments;

/// <summary>The whole way once: data, backbone, recommender, baselines, joint training, and the judgement of all on the same questions.</summary>
internal sealed class Experiment
{
    private readonly ExperimentOptions _options;
    private readonly StageDisplay _display;
    private readonly StageClock _clock = new();
    private readonly List<ModelRow> _rows = [];
    private readonly CancellationToken _cancellation;

    public Experiment(ExperimentOptions options, StageDisplay display, CancellationToken cancellation)
    {
        _options = options;
        _display = display;
        _cancellation = cancellation;
    }

    public ExperimentResult Run()
    {
        ExperimentData data = _clock.Time("data", () => ExperimentLoader.Load(_options));
        using var checkpoints = new CheckpointFolders(_options);
        using BackboneFactory backbone = Stage("backbone", store => BackboneFactory.Create(
            data.Catalog, PromptSettings.Words(data.Scale), data.Scale, _options.Seed, store, _display, _cancellation), checkpoints);
        using PretrainedRecommender recommender = Stage("LightGCN", store => RecommenderStage.Train(
            DomainKind.LightGcn, data, _options.Seed, CPU, store, _display, _cancellation), checkpoints);
        var evaluator = new RowEvaluator(data, _cancellation);
        JudgeBaselines(data, recommender, evaluator);

        var models = new ModelFactory(data.Models, backbone, _options.Seed, CPU);
        AlignedSampleSource source = SampleSources.Of(data, _options.Seed);
        EvaluationQuestions validation = EvaluationQuestions.Create(data.Split, data.ValidationCandidates, data.ValidationPairs, data.Scale.ValidationUsers);
        RunTextOnly(data, models, validation, evaluator, checkpoints);
        RunSeparately(data, models, recommender, source, validation, evaluator, checkpoints);
        (TrainingHistory curves, BalanceLog balances, IReadOnlyList<Recommendation> examples) = RunJointly(data, models, recommender, source, validation, evaluator, checkpoints);
        return new ExperimentResult(data, _rows, curves, balances, examples, _clock.Stages);
    }

    private void JudgeBaselines(ExperimentData data, PretrainedRecommender recommender, RowEvaluator evaluator)
    {
        if (data.World is { } world)
        {
            Judge("best possible", new OracleScorer(world, data.Log), evaluator);
        }

        Judge("popularity", new BaselineScorer(new Popularity(data.Split.Train)), evaluator);
        Judge("LightGCN", new DomainScorer(recommender.Model, CPU), evaluator);
    }

    private void RunTextOnly(ExperimentData data, ModelFactory models, EvaluationQuestions validation, RowEvaluator evaluator, CheckpointFolders checkpoints)
    {
        using InstructRec instructed = models.TextOnly();
        var row = new LanguageRow(instructed.Model, instructed.Encoder);
        var stage = new LanguageStage(data, SampleSources.OfText(data, _options.Seed), validation, _options.Seed, CPU);
        Stage("text-only LLM", store => stage.Train(row, "text-only LLM", stage.TextBatches(instructed), stage.By(RankBy.TitleLikelihood, row, _cancellation), store, _display, _cancellation), checkpoints);
        Judge("text-only LLM", instructed.Scorer(CPU), evaluator);
    }

    private void RunSeparately(ExperimentData data, ModelFactory models, PretrainedRecommender recommender, AlignedSampleSource source, EvaluationQuestions validation, RowEvaluator evaluator, CheckpointFolders checkpoints)
    {
        using LanguageRow language = models.Preloaded(recommender.Model, models.TokenPrompts);
        using DomainRow domain = models.Domain(recommender, language);
        var languageStage = new LanguageStage(data, source, validation, _options.Seed, CPU);
        Stage("tokens, llm", store => languageStage.Train(language, "tokens, llm without joint learning", languageStage.TokenBatches(language), languageStage.By(RankBy.ItemTokens, language, _cancellation), store, _display, _cancellation), checkpoints);
        var jointStage = new JointStage(data.Models, SampleSources.AfterLanguage(source, _options.Seed), Validation.By(validation, _cancellation), _options.Seed, CPU);
        Stage("tokens, drs", store => jointStage.TrainDomainOnly(language, domain, "tokens, drs without joint learning", store, _display, _cancellation), checkpoints);
        Judge("tokens: llm", jointStage.LanguageScorer(language), evaluator);
        Judge("tokens: drs", jointStage.CascadeScorer(language, domain), evaluator);
    }

    private (TrainingHistory Curves, BalanceLog Balances, IReadOnlyList<Recommendation> Examples) RunJointly(
        ExperimentData data, ModelFactory models, PretrainedRecommender recommender, AlignedSampleSource source, EvaluationQuestions validation, RowEvaluator evaluator, CheckpointFolders checkpoints)
    {
        using LanguageRow language = models.Preloaded(recommender.Model, models.TokenPrompts);
        using DomainRow domain = models.Domain(recommender, language);
        var stage = new JointStage(data.Models, source, Validation.By(validation, _cancellation), _options.Seed, CPU);
        var balances = new BalanceLog();
        TrainingHistory curves = Stage("BDLM", store => stage.TrainJointly(language, domain, "BDLM: both sides", data.Scale.MutualWeight, balances, store, _display, _cancellation), checkpoints);
        Judge("BDLM-llm", stage.LanguageScorer(language), evaluator);
        Judge("BDLM-drs", stage.CascadeScorer(language, domain), evaluator);
        (string, IScorer)[] sides =
        [
            ("LightGCN", new DomainScorer(recommender.Model, CPU)),
            ("BDLM-llm", stage.LanguageScorer(language)),
            ("BDLM-drs", stage.CascadeScorer(language, domain)),
        ];
        return (curves, balances, Recommendation.For(evaluator.TestQuestion(_options.Seed), sides));
    }

    private T Stage<T>(string name, Func<CheckpointStore, T> work, CheckpointFolders checkpoints) =>
        _clock.Time(name, () => work(checkpoints.Of(name)));

    private void Judge(string model, IScorer scorer, RowEvaluator evaluator)
    {
        using IDisposable _ = _display.Begin($"judging {model}");
        _rows.Add(_clock.Time($"judging {model}", () => evaluator.Judge(model, scorer)));
    }
}
