using Bdlm.Checkpoints;
using Bdlm.Loops;
using Bdlm.Sharing;
using static TorchSharp.torch;

namespace Bdlm.Joint;

/// <summary>
/// Trains a language model and a recommender in turns with an information sharing module between them (Eq. 9). Every part is
/// handed in: sides, schedule, samples, callbacks.
/// </summary>
/// <remarks>
/// Before training, preload both the language side and the module with the recommender's rows, so that the mutual loss starts at
/// 0. A run with a <see cref="CheckpointStore"/> that holds a checkpoint goes on from it, to the same numbers as an
/// undisturbed run. Cancellation is honoured between two turns, that is within a step of the algorithm; the state is saved first.
/// </remarks>
public sealed class JointTrainer
{
    private readonly JointSteps _steps;
    private readonly TrainingLoop _loop;

    /// <summary>Makes a trainer. It owns none of its parts.</summary>
    /// <param name="language">The side L.</param>
    /// <param name="domain">The side D.</param>
    /// <param name="sharing">M; already preloaded.</param>
    /// <param name="source">The aligned samples.</param>
    /// <param name="options">Batch, λ, epochs, seed.</param>
    /// <param name="device">Where everything lives.</param>
    /// <param name="schedule">Who steps when; one batch each by default.</param>
    /// <param name="callbacks">Told of every turn.</param>
    /// <param name="checkpoints">Where checkpoints go; null for none.</param>
    public JointTrainer(
        ILanguageSide language,
        IDomainSide domain,
        InformationSharingModule sharing,
        IAlignedSamples source,
        JointTrainingOptions options,
        Device device,
        ITurnSchedule? schedule = null,
        IReadOnlyList<IJointCallback>? callbacks = null,
        CheckpointStore? checkpoints = null)
    {
        options.Validate();
        _steps = new JointSteps(language, domain, sharing, source, schedule ?? new AlternatingTurns(), options, callbacks ?? [], device);
        _loop = new TrainingLoop(options.Loop, options.Seed, RunHash.Of(options.Loop, options with { Loop = new TrainingLoopOptions() }, _steps.StepsPerEpoch), checkpoints);
    }

    /// <summary>Trains until the last epoch, until validation stops improving, or until cancelled.</summary>
    /// <param name="validate">Judges an epoch on validation data; never on test data. Null trains every epoch and keeps the last.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellation">Honoured between two turns.</param>
    /// <exception cref="TrainingDivergedException">A loss became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the state is saved first where there is a store.</exception>
    public TrainingHistory Train(Func<int, ValidationResult>? validate = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        try
        {
            return _loop.Run(_steps, validate, progress, cancellation);
        }
        finally
        {
            _steps.Release();
        }
    }
}
