using System.Security.Cryptography;
using System.Text;
using Bdlm.Evaluation;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Runs;
using Bdlm.Loops;
using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Lab.Reproduction.Preferences;

/// <summary>
/// Tries every point of the grid for every row, and judges it on the validation part. The test part of CoLLM is not at hand: the
/// figures are those that the settings and epochs were chosen by, and a little too good for that.
/// </summary>
/// <param name="data">The task.</param>
/// <param name="outFolder">Where trials and table go.</param>
/// <param name="seed">Decides first weights and order.</param>
/// <param name="bdlm">Trains BDLM on the best trial of each row; null for the recommenders alone.</param>
/// <param name="progress">Told after every step; may be null.</param>
/// <param name="cancellation">Honoured between steps.</param>
internal sealed class PreferenceTuning(PreferenceData data, string outFolder, int seed, PreferenceBdlm? bdlm, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
{
    private readonly TrialFolder _folder = new(outFolder);

    /// <summary>Runs to the end and writes the table. Finished trials are kept.</summary>
    public IReadOnlyList<PreferenceResult> Run()
    {
        var found = new List<PreferenceResult>();
        foreach (PreferenceRow row in PreferenceRow.All)
        {
            TuneTrial[] trials = [.. row.Trials.Select(point => Try(row, point)).OrderByDescending(trial => trial.Score ?? double.NegativeInfinity)];
            found.Add(new PreferenceResult(row, trials, bdlm?.Run(row, trials[0])));
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
        using PretrainedRecommender recommender = PreferenceTraining.Train(data, row, row.Settings(point), seed, progress, cancellation);
        TrainingHistory history = recommender.History;
        PreferenceScores scores = PreferenceScores.Of(data, new DomainScorer(recommender.Model, CPU), cancellation);
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
        string all = $"{data.Name} {data.Train.Count} {data.Questions.Count} {row.Name} {row.Plan(row.Settings(point), seed)} {texts}";
        return $"{row.KindName}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..12]}";
    }
}
