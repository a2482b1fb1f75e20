using Bdlm.Domain;
using Bdlm.Domain.Objectives;
using Bdlm.Evaluation;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Recommenders;
using Bdlm.Lab.Runs;
using Bdlm.Loops;
using Bdlm.Optimizers;
using Bdlm.Recommending;
using static TorchSharp.torch;

namespace Bdlm.Lab.Reproduction.Preferences;

/// <summary>Trains a recommender on likes and dislikes until its AUC on the validation part stops rising.</summary>
internal static class PreferenceTraining
{
    /// <summary>The trained recommender. The caller disposes.</summary>
    /// <param name="data">The task.</param>
    /// <param name="row">The recommender.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="seed">Decides first weights and order.</param>
    /// <param name="progress">Told after every step; may be null.</param>
    /// <param name="cancellation">Honoured between steps.</param>
    /// <exception cref="TrainingCanceledException">It was cancelled.</exception>
    public static PretrainedRecommender Train(PreferenceData data, PreferenceRow row, ModelSettings settings, int seed, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        IDomainRecommender recommender = DomainModels.Create(row.Kind, data.Models(new LabScale { Dim = settings.Dim, LightGcn = new RecommenderScale { Layers = settings.Layers } }), seed, CPU);
        try
        {
            var scorer = new DomainScorer(recommender, CPU);
            var objective = new LabelledObjective(recommender, data.TrainPairs, CPU);
            using IOptimizer optimizer = RecommenderOptimizer.Create(recommender.Module, settings);
            int steps = (objective.ExamplesPerEpoch + settings.Batch - 1) / settings.Batch;
            TrainingHistory history = new DomainTrainer(objective, optimizer, row.Plan(settings, seed).Options(steps))
                .Train(_ => PreferenceScores.Of(data, scorer, cancellation).Judgement(), progress, cancellation);
            return new PretrainedRecommender(row.Kind, recommender, history);
        }
        catch
        {
            recommender.Module.Dispose();
            throw;
        }
    }
}
