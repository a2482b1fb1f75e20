using Bdlm.Checkpoints;
using Bdlm.Domain;
using Bdlm.Evaluation;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Recommenders;
using Bdlm.Lab.Runs;
using Bdlm.Loops;
using Bdlm.Optimizers;
using static TorchSharp.torch;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders;

/// <summary>Trains a recommender row on the training rows of an experiment, against negatives of the evaluation's mixture.</summary>
internal static class TunedRowTraining
{
    /// <summary>Makes the untrained model; the caller disposes of it.</summary>
    public static BuiltRecommender Create(ExperimentData data, TunedRow row, ModelSettings settings, int seed, Device device) =>
        row.Kind.Build(new RecommenderContext(settings, data.Split.Train, seed) { Sampler = data.Sampler, Device = device });

    /// <summary>Trains until validation stops improving; the model holds the best epoch's weights then. Null for a row without training.</summary>
    /// <param name="model">The model of <see cref="Create"/>.</param>
    /// <param name="data">The experiment's data: test questions are not looked at.</param>
    /// <param name="plan">The row with the settings that the model was made with.</param>
    /// <param name="seed">Decides order and negatives.</param>
    /// <param name="checkpoints">Where the state goes; null for nowhere.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellation">Honoured between two steps.</param>
    public static TrainingHistory? Train(
        BuiltRecommender model, ExperimentData data, RowPlan plan, int seed, CheckpointStore? checkpoints, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        if (model.Objective is not { } objective)
        {
            return null;
        }

        EvaluationQuestions validation = EvaluationQuestions.Create(data.Split, data.ValidationCandidates, data.ValidationPairs);
        using IOptimizer optimizer = RecommenderOptimizer.Create(objective.Module, plan.Settings);
        var trainer = new DomainTrainer(objective, optimizer, Options(plan, seed), checkpoints);
        return trainer.Train(_ => Validation.Of((plan.Row.Name, model.Scorer), validation, cancellation), progress, cancellation);
    }

    private static DomainTrainingOptions Options(RowPlan plan, int seed) => new()
    {
        Loop = LoopSettings.Of(plan.Row.Name, plan.Row.Epochs, plan.Row.Patience),
        BatchSize = plan.Settings.Batch,
        Seed = seed,
    };
}
