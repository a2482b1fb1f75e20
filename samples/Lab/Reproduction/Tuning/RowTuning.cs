using System.Security.Cryptography;
using System.Text;
using Bdlm.Evaluation;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Recommenders;
using Bdlm.Lab.Reproduction.Rows.Recommenders;
using Bdlm.Lab.Runs;
using Bdlm.Loops;
using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Lab.Reproduction.Tuning;

/// <summary>
/// Tries every point of every row's grid on the validation questions of an experiment: the same number of trials for each row.
/// Test questions are not looked at. Finished trials are kept, so that a stopped search goes on.
/// </summary>
internal sealed class RowTuning(ExperimentData data, RowTuningRequest request, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
{
    private readonly TrialFolder _folder = new(request.OutFolder);

    /// <summary>Runs to the end and writes the table.</summary>
    /// <returns>The trials of each row, best first.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled; finished trials are kept.</exception>
    public IReadOnlyList<(TunedRow Row, IReadOnlyList<TuneTrial> Trials)> Run()
    {
        var found = new List<(TunedRow, IReadOnlyList<TuneTrial>)>();
        foreach (TunedRow row in request.Rows)
        {
            TunedRow limited = row with { Epochs = Math.Min(row.Epochs, request.MaxEpochs ?? int.MaxValue) };
            TuneTrial[] trials = [.. limited.Trials.Select(point => Try(limited, point))];
            found.Add((row, [.. trials.OrderByDescending(trial => trial.Score ?? double.NegativeInfinity)]));
            Write(RowTuningTable.Of(data, found));
        }

        return found;
    }

    private TuneTrial Try(TunedRow row, IReadOnlyDictionary<string, string> point)
    {
        cancellation.ThrowIfCancellationRequested();
        ModelSettings settings = row.Settings(point);
        string key = Key(row, settings);
        if (_folder.Find(key) is { } done)
        {
            return done;
        }

        TuneTrial trial = Train(row, point, settings, TrialFolder.NameOf(key));
        _folder.Save(key, trial);
        return trial;
    }

    private TuneTrial Train(TunedRow row, IReadOnlyDictionary<string, string> point, ModelSettings settings, string folder)
    {
        using BuiltRecommender model = TunedRowTraining.Create(data, row, settings, request.Seed, CPU);
        var trial = new TuneTrial { Point = point, Score = null, BestEpoch = null, Epochs = 0, Metrics = new Dictionary<string, double>(), Seconds = 0, Folder = folder };
        try
        {
            TrainingHistory? history = TunedRowTraining.Train(model, data, new RowPlan(row, settings), request.Seed, null, progress, cancellation);
            return Judged(model, history is null ? trial : trial with { BestEpoch = history.BestEpoch + 1, Epochs = history.Epochs.Count, Seconds = history.Epochs.Sum(epoch => epoch.Seconds.Total) });
        }
        catch (TrainingDivergedException fault)
        {
            return trial with { Fault = fault.Message };
        }
    }

    private TuneTrial Judged(BuiltRecommender model, TuneTrial trial)
    {
        EvaluationQuestions validation = EvaluationQuestions.Create(data.Split, data.ValidationCandidates, data.ValidationPairs);
        RankingResult ranking = ModelEvaluation.Rank(model.Scorer, validation, cancellation);
        double threshold = ModelEvaluation.ChooseThreshold(model.Scorer, validation, cancellation);
        InteractionResult pairs = ModelEvaluation.Predict(model.Scorer, validation, threshold, cancellation);
        return trial with
        {
            Score = ranking.MeanReciprocalRank,
            Metrics = new Dictionary<string, double>
            {
                ["mrr"] = ranking.MeanReciprocalRank,
                ["hr@1"] = ranking.HitRate(1).Estimate,
                ["hr@2"] = ranking.HitRate(2).Estimate,
                ["auc"] = pairs.Auc,
                ["f1"] = pairs.AtThreshold.F1,
            },
        };
    }

    private void Write(string table)
    {
        Directory.CreateDirectory(request.OutFolder);
        AtomicFile.Write(Path.Combine(request.OutFolder, "tuning.md"), stream => stream.Write(Encoding.UTF8.GetBytes(table)));
    }

    // Whatever decides a trial's result: other data, questions or settings must not meet in one folder.
    private string Key(TunedRow row, ModelSettings settings)
    {
        string texts = string.Join(' ', ModelSettingTable.Texts(row.Kind, settings).OrderBy(setting => setting.Key, StringComparer.Ordinal));
        string all = $"{data.Name} {data.ValidationCandidates.Hash} {data.ValidationPairs.Hash} {data.Sampler.Description} {row.Name} {texts} {row.Epochs} {row.Patience} {request.Seed}";
        return $"{row.Name.ToLowerInvariant()}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..12]}";
    }
}
