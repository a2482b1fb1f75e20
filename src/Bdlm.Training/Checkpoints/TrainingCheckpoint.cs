using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Checkpoints;

/// <summary>The state of a training run at the end of a step: named tensors and a few facts.</summary>
/// <remarks>Its tensors belong to it, whatever dispose scope is open; the caller disposes of the checkpoint.</remarks>
public sealed class TrainingCheckpoint : IDisposable
{
    private readonly Dictionary<string, Tensor> _tensors;

    /// <summary>Makes a checkpoint of tensors, which it takes over.</summary>
    /// <param name="tensors">The tensors by name.</param>
    public TrainingCheckpoint(IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        _tensors = new(tensors, StringComparer.Ordinal);
        foreach (Tensor tensor in _tensors.Values)
        {
            tensor.DetachFromDisposeScope();
        }
    }

    /// <summary>The training steps that were finished, from 0.</summary>
    public required long Step { get; init; }

    /// <summary>The epochs that were finished, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>The run's seed.</summary>
    public required int Seed { get; init; }

    /// <summary>What <see cref="Checkpoints.OptionsHash"/> gives for the run's options.</summary>
    public required string OptionsHash { get; init; }

    /// <summary>The validation metric at this step, finite; null where none was taken. The store's best is chosen by it.</summary>
    public double? Metric { get; init; }

    /// <summary>The best validation metric up to this step, finite; null where none was taken.</summary>
    public double? BestMetric { get; init; }

    /// <summary>Further texts of the run.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>The tensors by name. They belong to the checkpoint.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <summary>
    /// The tensors that a part saves, ready for the constructor: live views, so write the checkpoint before the next step.
    /// </summary>
    /// <param name="part">The part, such as a <see cref="StateSet"/> of all that the run changes.</param>
    public static IReadOnlyDictionary<string, Tensor> TensorsOf(IStateful part)
    {
        ArgumentNullException.ThrowIfNull(part);
        Dictionary<string, Tensor> tensors = new(StringComparer.Ordinal);
        part.SaveTo(tensors, string.Empty);
        return tensors;
    }

    /// <summary>Loads the tensors into the part that <see cref="TensorsOf"/> took them from.</summary>
    /// <param name="part">The part, built with the same options.</param>
    /// <exception cref="StateMismatchException">The tensors do not fit; nothing was loaded.</exception>
    public void Restore(IStateful part)
    {
        ArgumentNullException.ThrowIfNull(part);
        part.LoadFrom(_tensors, string.Empty);
    }

    /// <summary>Releases the tensors.</summary>
    public void Dispose()
    {
        foreach (Tensor tensor in _tensors.Values)
        {
            tensor.Dispose();
        }
    }
}
