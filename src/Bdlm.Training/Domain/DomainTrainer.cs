using Bdlm.Checkpoints;
using Bdlm.Data;
using Bdlm.Loops;
using Bdlm.Optimizers;
using Bdlm.Recommending;
using Bdlm.Sampling;
using static TorchSharp.torch;

namespace Bdlm.Domain;

/// <summary>Pretrains a recommender on the training edges: the first line of the BDLM algorithm.</summary>
public sealed class DomainTrainer
{
    private readonly DomainSteps _steps;
    private readonly TrainingLoop _loop;

    /// <summary>Makes a trainer. It owns none of its parts.</summary>
    /// <param name="recommender">The recommender, already on its device.</param>
    /// <param name="train">The training interactions.</param>
    /// <param name="negatives">Draws the negatives.</param>
    /// <param name="optimizer">Steps the recommender's parameters.</param>
    /// <param name="options">Loss, batch, regularisation, epochs, seed.</param>
    /// <param name="device">Where the recommender lives.</param>
    /// <param name="checkpoints">Where checkpoints go; null for none.</param>
    public DomainTrainer(IDomainRecommender recommender, TrainView train, TrainingNegatives negatives, IOptimizer optimizer, DomainTrainingOptions options, Device device, CheckpointStore? checkpoints = null)
    {
        options.Validate();
        if (options.Regularization > 0 && recommender is not IEmbeddingTables)
        {
            throw new ArgumentException($"Regularization is {options.Regularization}, but {recommender.GetType().Name} does not say which rows a batch looks up. Set it to 0, or implement IEmbeddingTables.", nameof(options));
        }

        _steps = new DomainSteps(recommender, train, negatives, optimizer, options, device);
        _loop = new TrainingLoop(options.Loop, options.Seed, RunHash.Of(options.Loop, options with { Loop = new TrainingLoopOptions() }, optimizer.LearningRate, _steps.StepsPerEpoch), checkpoints);
    }

    /// <summary>Trains until the last epoch, until validation stops improving, or until cancelled.</summary>
    /// <param name="validate">Judges an epoch on validation data; never on test data.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellation">Honoured between two steps; the state is saved first where there is a store.</param>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public TrainingHistory Train(Func<int, ValidationResult>? validate = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        _loop.Run(_steps, validate, progress, cancellation);
}
