using Bdlm.Checkpoints;

namespace Bdlm.Loops;

/// <summary>
/// Runs the steps of any trainer: epochs, progress, cancellation between steps, checkpoints and resumption, validation, early
/// stopping, and the best weights at the end.
/// </summary>
public sealed class TrainingLoop
{
    private readonly TrainingLoopOptions _options;
    private readonly LoopCheckpoints? _checkpoints;
    private readonly TimeProvider _time;
    private long _lastSave;

    /// <summary>Makes a loop.</summary>
    /// <param name="options">How long, and what is kept.</param>
    /// <param name="seed">The run's seed, noted in checkpoints.</param>
    /// <param name="optionsHash">What <see cref="OptionsHash"/> gives for all options of the run: it does not go on from a checkpoint of other options.</param>
    /// <param name="checkpoints">Where checkpoints go; null for none. Owned by the caller.</param>
    /// <param name="time">What times are measured with; the system's clock by default.</param>
    public TrainingLoop(TrainingLoopOptions options, int seed, string optionsHash, CheckpointStore? checkpoints = null, TimeProvider? time = null)
    {
        options.Validate();
        _options = options;
        _time = time ?? TimeProvider.System;
        _checkpoints = checkpoints is null ? null : new LoopCheckpoints(checkpoints, seed, optionsHash);
    }

    /// <summary>Runs the steps, from the newest checkpoint if the store holds one.</summary>
    /// <param name="steps">What to do.</param>
    /// <param name="validate">Judges an epoch, and may return null to pass over it; null for no validation at all.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellation">Honoured between two steps and between epochs.</param>
    /// <exception cref="TrainingCanceledException">The token was cancelled, or the validation let itself be cancelled.</exception>
    public TrainingHistory Run(ITrainingSteps steps, Func<int, ValidationResult?>? validate = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var best = new StateSnapshot();
        LoopState state = _checkpoints?.Load(steps, best) ?? new LoopState();
        _lastSave = _time.GetTimestamp();
        var clock = new LoopClock(_time, state, steps, _options.Epochs);
        while (!state.Finished)
        {
            state = RunEpoch(steps, state, best, clock, progress, cancellation);
            state = CloseOrSave(steps, state, best, validate, clock);
            Save(steps, best, state);
        }

        return Finish(steps, state, best);
    }

    private TrainingHistory Finish(ITrainingSteps steps, LoopState state, StateSnapshot best)
    {
        if (_options.RestoreBest && !best.IsEmpty)
        {
            best.Restore(steps.Weights);
        }

        return new TrainingHistory(state.Epochs, state.BestEpoch, state.StoppedEarly(_options.Epochs));
    }

    // The state goes to the store first: only then may the weights become those of the best epoch.
    private TrainingCanceledException Cancel(ITrainingSteps steps, LoopState state, StateSnapshot best, CancellationToken cancellation)
    {
        Save(steps, best, state);
        return new TrainingCanceledException(Finish(steps, state, best), cancellation);
    }

    private bool IsSaveDue(long step) =>
        (_options.CheckpointEverySteps is { } every && (step + 1) % every == 0)
        || (_options.CheckpointEvery is { } time && _time.GetElapsedTime(_lastSave) >= time);

    private void Save(ITrainingSteps steps, StateSnapshot best, LoopState state)
    {
        _checkpoints?.Save(steps, best, state);
        _lastSave = _time.GetTimestamp();
    }

    private LoopState BeginEpoch(ITrainingSteps steps, LoopState state)
    {
        long before = _time.GetTimestamp();
        steps.BeginEpoch(state.Epoch);
        return state with { Seconds = state.Seconds with { Sampling = state.Seconds.Sampling + _time.GetElapsedTime(before).TotalSeconds } };
    }

    private LoopState RunEpoch(ITrainingSteps steps, LoopState state, StateSnapshot best, LoopClock clock, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        bool hasBegun = false;
        var means = new LossMeans(state.Sums);
        long stepCount = (long)_options.Epochs * steps.StepsPerEpoch;
        while (state.Index < steps.StepsPerEpoch)
        {
            if (cancellation.IsCancellationRequested)
            {
                throw Cancel(steps, state, best, cancellation);
            }

            if (!hasBegun)
            {
                state = BeginEpoch(steps, state);
                hasBegun = true;
            }

            long step = ((long)state.Epoch * steps.StepsPerEpoch) + state.Index;
            long before = _time.GetTimestamp();
            means.Add(Take(steps, new StepPlace(state.Epoch, state.Index, step, stepCount), state, best));
            state = state with { Index = state.Index + 1, Sums = means.Sums, Seconds = AddTraining(state.Seconds, before) };
            progress?.Report(clock.Report(_options.Stage, state, means.Means));
            if (state.Index < steps.StepsPerEpoch && IsSaveDue(step))
            {
                Save(steps, best, state);
            }
        }

        return state;
    }

    // A step that is cancelled midway has changed nothing: it is taken again when the run goes on.
    private IReadOnlyList<NamedValue> Take(ITrainingSteps steps, StepPlace place, LoopState state, StateSnapshot best)
    {
        try
        {
            return steps.Step(place);
        }
        catch (OperationCanceledException cancelled)
        {
            throw Cancel(steps, state, best, cancelled.CancellationToken);
        }
    }

    // A validation that is cancelled costs no step: the epoch is saved as done, and validated when the run goes on.
    private LoopState CloseOrSave(ITrainingSteps steps, LoopState state, StateSnapshot best, Func<int, ValidationResult?>? validate, LoopClock clock)
    {
        try
        {
            return CloseEpoch(steps, state, best, validate, clock);
        }
        catch (OperationCanceledException cancelled)
        {
            throw Cancel(steps, state, best, cancelled.CancellationToken);
        }
    }

    private EpochSeconds AddTraining(EpochSeconds seconds, long since) =>
        seconds with { Training = seconds.Training + _time.GetElapsedTime(since).TotalSeconds };

    private LoopState CloseEpoch(ITrainingSteps steps, LoopState state, StateSnapshot best, Func<int, ValidationResult?>? validate, LoopClock clock)
    {
        long before = _time.GetTimestamp();
        ValidationResult? found = validate?.Invoke(state.Epoch);
        EpochSeconds seconds = state.Seconds with { Validation = _time.GetElapsedTime(before).TotalSeconds };
        var record = new EpochRecord(state.Epoch, new LossMeans(state.Sums).Means, found?.Score, found?.Metrics ?? [], seconds);
        bool isBest = found is not null && found.Score > state.BestScore;
        if (isBest && _options.RestoreBest)
        {
            best.Take(steps.Weights);
        }

        int? bestEpoch = isBest ? state.Epoch : state.BestEpoch;
        clock.Validated(record.Metrics);
        IReadOnlyList<EpochRecord> epochs = [.. state.Epochs, record];
        return new LoopState
        {
            Epoch = state.Epoch + 1,
            Epochs = epochs,
            BestEpoch = bestEpoch,
            Finished = IsOutOfPatience(epochs) || state.Epoch + 1 >= _options.Epochs,
        };
    }

    private bool IsOutOfPatience(IReadOnlyList<EpochRecord> epochs)
    {
        if (_options.Patience is not { } patience)
        {
            return false;
        }

        var stopping = new EarlyStopping(patience);
        foreach (EpochRecord epoch in epochs.Where(epoch => epoch.Score is not null))
        {
            stopping.Observe(epoch.Score!.Value);
        }

        return stopping.ShouldStop;
    }
}
