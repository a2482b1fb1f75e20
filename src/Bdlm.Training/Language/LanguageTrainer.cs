using Bdlm.Checkpoints;
using Bdlm.Loops;

namespace Bdlm.Language;

/// <summary>
/// Trains a language model alone: on plain text, as the text-only row of a comparison, or with entity tokens but without joint
/// learning.
/// </summary>
public sealed class LanguageTrainer
{
    private readonly LanguageSteps _steps;
    private readonly TrainingLoop _loop;

    /// <summary>Makes a trainer. It owns none of its parts.</summary>
    /// <param name="model">The model, already on its device.</param>
    /// <param name="batches">What it trains on.</param>
    /// <param name="optimizer">Steps the model's parameters.</param>
    /// <param name="options">Epochs, patience, checkpoints.</param>
    /// <param name="seed">The run's seed; dropout follows it.</param>
    /// <param name="checkpoints">Where checkpoints go; null for none.</param>
    public LanguageTrainer(MixedLanguageModel model, ILanguageBatches batches, LanguageOptimizer optimizer, TrainingLoopOptions options, int seed, CheckpointStore? checkpoints = null)
    {
        _steps = new LanguageSteps(model, batches, optimizer, seed);
        _loop = new TrainingLoop(options, seed, RunHash.Of(options, optimizer.Options, seed, batches.Count), checkpoints);
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
