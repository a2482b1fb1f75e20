using Bdlm.Checkpoints;
using Bdlm.Domain;
using Bdlm.Domain.Objectives;
using Bdlm.Evaluation;
using Bdlm.Lab.Experiments;
using Bdlm.Lab.Recommenders;
using Bdlm.Lab.Runs;
using Bdlm.Loops;
using Bdlm.Optimizers;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders;

/// <summary>Trains a recommender row on the training rows of an experiment, against negatives of the evaluation's mixture.</summary>
internal static class TunedRowTraining
{
    /// <summary>Makes the untrained model; the caller disposes of it.</summary>
    public static BuiltRecommender Create(ExperimentData data, TunedRow row, ModelSettings settings, int seed) =>
        row.Kind.Build(new RecommenderContext(settings, data.Split.Train, seed) { Sampler = data.Sampler });

    /// <summary>Trains until validation stops improving; the model holds the best epoch's weights then. Null for a row without training.</summary>
    /// <param name="model">The model of <see cref="Create"/>.</param>
    /// <param name="data">The experiment's data: test questions are not looked at.</param>
    /// <param name="row">The row; its epochs and patience.</param>
    /// <param name="settings">The settings that the model was made with.</param>
    /// <param name="seed">Decides order and negatives.</param>
    /// <param name="checkpoints">Where the state goes; null for nowhere.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellation">Honoured between two steps.</param>
    public static TrainingHistory? Train(
        BuiltRecommender model, ExperimentData data, TunedRow row, ModelSettings settings, int seed, CheckpointStore? checkpoints, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        if (model.Objective is not { } objective)
        {
            return null;
        }

        EvaluationQuestions validation = EvaluationQuestions.Create(data.Split, data.ValidationCandidates, data.ValidationPairs);
        using IOptimizer optimizer = RecommenderOptimizer.Create(objective.Module, settings);
        var plan = new TrainingPlan(row.Name, settings, row.Epochs, row.Patience, RestoreBest: true, seed);
        var trainer = new DomainTrainer(objective, optimizer, plan.Options(StepsPerEpoch(objective, settings)), checkpoints);
        return trainer.Train(_ => Validation.Of((row.Name, model.Scorer), validation, cancellation), progress, cancellation);
    }

    private static int StepsPerEpoch(IDomainObjective objective, ModelSettings settings) =>
        (objective.ExamplesPerEpoch + settings.Batch - 1) / settings.Batch;
}
