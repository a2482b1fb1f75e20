using System.Security.Cryptography;
using System.Text;
using Bdlm.Checkpoints;
using Bdlm.Evaluation;
using Bdlm.Joint;
using Bdlm.Lab.Backbone;
using Bdlm.Lab.Backbone.Pretraining;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Recommenders;
using Bdlm.Lab.Runs;
using Bdlm.Loops;
using static TorchSharp.torch;

namespace Bdlm.Lab.Reproduction.Preferences;

/// <summary>BDLM on a like/dislike task: both sides learn from given labels, starting from a recommender that was tuned alone.</summary>
/// <param name="data">The task.</param>
/// <param name="scale">Sizes, rates and choices of the language side and of joint training.</param>
/// <param name="outFolder">Where the backbone, checkpoints and results are kept.</param>
/// <param name="seed">Decides first weights and order.</param>
/// <param name="progress">Told after every step.</param>
/// <param name="cancellation">Honoured between steps.</param>
internal sealed class PreferenceBdlm(PreferenceData data, LabScale scale, string outFolder, int seed, IProgress<TrainingProgress> progress, CancellationToken cancellation)
{
    private const int BackboneSeed = 1;

    private readonly TrialFolder _folder = new(outFolder);
    private readonly BackboneRecipe _backbone = BackboneRecipe.Create(data.Catalog, PromptSettings.Words(scale), BackboneOptions.Of(scale), BackboneSeed);

    /// <summary>The settings for a task of labelled pairs: each prompt has a history of its own, so that fewer samples make a batch.</summary>
    public static LabScale ScaleOf(string dataset) => LabScales.Of(ScaleName.Laptop, dataset) with { Batch = 256, TrainingUsers = null, Patience = 5 };

    /// <summary>Trains BDLM on a recommender with the settings that suited it best, or reads how that went where it was done before.</summary>
    /// <param name="row">The recommender.</param>
    /// <param name="tuned">Its best trial.</param>
    /// <exception cref="TrainingCanceledException">It was cancelled; the same call goes on.</exception>
    public TuneTrial Run(PreferenceRow row, TuneTrial tuned)
    {
        ModelSettings settings = row.Settings(tuned.Point) with { Dim = scale.Dim, Layers = scale.LightGcn.Layers };
        string key = Key(row, settings);
        if (_folder.Find(key) is { } done)
        {
            return done;
        }

        using PretrainedRecommender recommender = PreferenceTraining.Train(data, row, settings, seed, progress, cancellation);
        using BackboneFactory backbone = OpenBackbone();
        using var store = new CheckpointStore(_folder.PathOf(key));
        TuneTrial trial = Train(row, tuned, recommender, backbone, store, TrialFolder.NameOf(key));
        _folder.Save(key, trial);
        return trial;
    }

    private TuneTrial Train(PreferenceRow row, TuneTrial tuned, PretrainedRecommender recommender, BackboneFactory backbone, CheckpointStore store, string folder)
    {
        ModelData parts = data.Models(scale);
        var models = new ModelFactory(parts, backbone, seed, CPU);
        using LanguageRow language = models.Preloaded(recommender.Model, models.TokenPrompts);
        using DomainRow domain = models.Domain(recommender, language);
        var stage = new JointStage(parts, new LabelledSamples(data.Train, seed), Judge, seed, CPU);
        TrainingHistory history = stage.TrainJointly(language, domain, $"BDLM on {row.Name}", scale.MutualWeight, balances: null, store, progress, cancellation);
        PreferenceScores alone = PreferenceScores.Of(data, new DomainScorer(recommender.Model, CPU), cancellation);
        PreferenceScores llm = PreferenceScores.Of(data, stage.LanguageScorer(language), cancellation);
        PreferenceScores drs = PreferenceScores.Of(data, stage.CascadeScorer(language, domain), cancellation);
        return new TuneTrial
        {
            Point = tuned.Point,
            Score = (llm.Auc + drs.Auc) / 2,
            BestEpoch = history.BestEpoch + 1,
            Epochs = history.Epochs.Count,
            Metrics = new Dictionary<string, double>
            {
                ["start epoch"] = recommender.History.BestEpoch + 1 ?? double.NaN,
                ["start epochs"] = recommender.History.Epochs.Count,
                ["start seconds"] = recommender.History.Epochs.Sum(epoch => epoch.Seconds.Total),
                ["start auc"] = alone.Auc,
                ["start uauc"] = alone.UserAuc,
                ["llm auc"] = llm.Auc,
                ["llm uauc"] = llm.UserAuc,
                ["drs auc"] = drs.Auc,
                ["drs uauc"] = drs.UserAuc,
            },
            Seconds = history.Epochs.Sum(epoch => epoch.Seconds.Total),
            Folder = folder,
        };
    }

    // The mean over both sides decides, as where they rank.
    private ValidationResult Judge(IReadOnlyList<(string Side, IScorer Scorer)> sides, IEnumerable<NamedValue> further)
    {
        (string Side, PreferenceScores Scores)[] found = [.. sides.Select(side => (side.Side, PreferenceScores.Of(data, side.Scorer, cancellation)))];
        return new ValidationResult(
            found.Average(side => side.Scores.Auc),
            [.. further, .. found.SelectMany(side => new[] { new NamedValue($"{side.Side} AUC", side.Scores.Auc), new NamedValue($"{side.Side} UAUC", side.Scores.UserAuc) })]);
    }

    private BackboneFactory OpenBackbone()
    {
        var cache = new BackboneCache(Path.Combine(outFolder, "backbones"));
        CheckpointStore? store = null;
        try
        {
            return BackboneFactory.Pretrained(_backbone, cache, CPU, () => store = new CheckpointStore(cache.FolderOf(_backbone) + "-checkpoints"), progress, cancellation);
        }
        finally
        {
            store?.Dispose();
        }
    }

    private string Key(PreferenceRow row, ModelSettings settings)
    {
        string all = $"{data.Name} {data.Train.Count} {data.Questions.Count} {settings} {scale} {_backbone.Key()} {seed}";
        return $"bdlm-{row.KindName}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..12]}";
    }
}
