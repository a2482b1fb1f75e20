using System.Security.Cryptography;
using System.Text;
using Bdlm.Domain;
using Bdlm.Domain.Objectives;
using Bdlm.Evaluation;
using Bdlm.Lab.Recommenders;
using Bdlm.Lab.Runs;
using Bdlm.Loops;
using Bdlm.Optimizers;
using Bdlm.Recommending;
using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Lab.Reproduction.Preferences;

/// <summary>
/// Tries every point of the grid for every row, and judges it on the validation part. The test part of CoLLM is not at hand: the
/// figures are those that the settings and epochs were chosen by, and a little too good for that.
/// </summary>
internal sealed class PreferenceTuning(PreferenceData data, string outFolder, int seed, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
{
    private readonly TrialFolder _folder = new(outFolder);

    /// <summary>Runs to the end and writes the table. Finished trials are kept.</summary>
    /// <returns>The trials of each row, best first.</returns>
    public IReadOnlyList<(PreferenceRow Row, IReadOnlyList<TuneTrial> Trials)> Run()
    {
        var found = new List<(PreferenceRow, IReadOnlyList<TuneTrial>)>();
        foreach (PreferenceRow row in PreferenceRow.All)
        {
            TuneTrial[] trials = [.. row.Trials.Select(point => Try(row, point))];
            found.Add((row, [.. trials.OrderByDescending(trial => trial.Score ?? double.NegativeInfinity)]));
        }

        Directory.CreateDirectory(outFolder);
        byte[] table = Encoding.UTF8.GetBytes(PreferenceTable.Of(data, found));
        AtomicFile.Write(Path.Combine(outFolder, "likes.md"), stream => stream.Write(table));
        return found;
    }

    private TuneTrial Try(PreferenceRow row, IReadOnlyDictionary<string, string> point)
    {
        cancellation.ThrowIfCancellationRequested();
        string key = Key(row, point);
        if (_folder.Find(key) is { } done)
        {
            return done;
        }

        TuneTrial trial = Train(row, point, TrialFolder.NameOf(key));
        _folder.Save(key, trial);
        return trial;
    }

    private TuneTrial Train(PreferenceRow row, IReadOnlyDictionary<string, string> point, string folder)
    {
        ModelSettings settings = row.Settings(point);
        IDomainRecommender recommender = row.Create(data, settings, seed, CPU);
        using nn.Module module = recommender.Module;
        var scorer = new DomainScorer(recommender, CPU);
        var objective = new LabelledObjective(recommender, data.TrainPairs, CPU);
        using IOptimizer optimizer = RecommenderOptimizer.Create(module, settings);
        int steps = (objective.ExamplesPerEpoch + settings.Batch - 1) / settings.Batch;
        TrainingHistory history = new DomainTrainer(objective, optimizer, row.Plan(settings, seed).Options(steps))
            .Train(_ => PreferenceScores.Of(data, scorer, cancellation).Judgement(), progress, cancellation);
        PreferenceScores scores = PreferenceScores.Of(data, scorer, cancellation);
        return new TuneTrial
        {
            Point = point,
            Score = scores.Auc,
            BestEpoch = history.BestEpoch + 1,
            Epochs = history.Epochs.Count,
            Metrics = new Dictionary<string, double> { ["auc"] = scores.Auc, ["uauc"] = scores.UserAuc },
            Seconds = history.Epochs.Sum(epoch => epoch.Seconds.Total),
            Folder = folder,
        };
    }

    private string Key(PreferenceRow row, IReadOnlyDictionary<string, string> point)
    {
        string texts = string.Join(' ', point.OrderBy(setting => setting.Key, StringComparer.Ordinal));
        string all = $"{data.Name} {data.Train.Count} {data.Questions.Count} {row} {row.Plan(row.Settings(point), seed)} {texts}";
        return $"{row.KindName}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..12]}";
    }
}
