using System.Text.Json;
using System.Text.Json.Serialization;
using Bdlm.Checkpoints;
using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Loops;

/// <summary>Writes and reads a loop's checkpoints: the run's state, the best weights, what is pending, and where the loop stands.</summary>
internal sealed class LoopCheckpoints(CheckpointStore store, int seed, string optionsHash)
{
    private const string RunPrefix = "run.";
    private const string BestPrefix = "best.";
    private const string PendingPrefix = "pending.";
    private const string LoopValue = "loop";

    // A validation metric may be undefined, that is NaN, which plain JSON has no word for.
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Writes a checkpoint of the state between two steps.</summary>
    public void Save(ITrainingSteps steps, StateSnapshot best, LoopState state)
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        Run(steps).SaveTo(tensors, RunPrefix);
        best.SaveTo(tensors, BestPrefix);
        steps.Pending?.SaveTo(tensors, PendingPrefix);
        // Views: the checkpoint disposes of what it is given, and the models keep theirs.
        using var checkpoint = new TrainingCheckpoint(tensors.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.alias())))
        {
            Step = ((long)state.Epoch * steps.StepsPerEpoch) + state.Index,
            Epoch = state.Epoch,
            Seed = seed,
            OptionsHash = optionsHash,
            BestMetric = state.BestEpoch is null ? null : state.BestScore,
            Values = new Dictionary<string, string> { [LoopValue] = JsonSerializer.Serialize(state, Json) },
        };
        store.Save(checkpoint);
    }

    /// <summary>Loads the newest checkpoint into the steps; null if there is none.</summary>
    /// <exception cref="CheckpointException">It is damaged or was made with other options.</exception>
    /// <exception cref="StateMismatchException">It does not fit the models; nothing was loaded.</exception>
    public LoopState? Load(ITrainingSteps steps, StateSnapshot best)
    {
        using TrainingCheckpoint? checkpoint = store.LoadLatest(optionsHash);
        if (checkpoint is null)
        {
            return null;
        }

        LoopState state = Parse(checkpoint);
        Run(steps).LoadFrom(checkpoint.Tensors, RunPrefix);
        best.LoadFrom(checkpoint.Tensors, BestPrefix);
        steps.Pending?.LoadFrom(checkpoint.Tensors, PendingPrefix);
        return state;
    }

    private static StateSet Run(ITrainingSteps steps) => new StateSet().Add("weights", steps.Weights).Add("optimizers", steps.Optimizers);

    private LoopState Parse(TrainingCheckpoint checkpoint)
    {
        try
        {
            if (checkpoint.Values.TryGetValue(LoopValue, out string? text) && JsonSerializer.Deserialize<LoopState>(text, Json) is { } state)
            {
                return state;
            }
        }
        catch (JsonException fault)
        {
            throw new CheckpointException(store.Folder, $"The checkpoint of step {checkpoint.Step} has an unreadable value '{LoopValue}': {fault.Message} Go on from an earlier step, or start in another folder.");
        }

        throw new CheckpointException(store.Folder, $"The checkpoint of step {checkpoint.Step} has no value '{LoopValue}'; it was not written by a training loop. Start in another folder.");
    }
}
