using Bdlm.Serialization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Optimizers;

/// <summary>
/// Adam and AdamW by ATen's fused kernels, on the CPU and on CUDA: the results of <c>torch.optim.Adam</c> to float
/// rounding, several times as fast, because each parameter is read and written once a step.
/// </summary>
/// <remarks>
/// <para>
/// Move modules to their device and type first: moving replaces their parameters, and an optimiser made before would go on
/// with the old ones. Parameters that want no gradient when the optimiser is made are left out. A parameter that has no
/// gradient at a step keeps its values, moments and step count.
/// </para>
/// <para>Moments have the parameter's type and layout. Not safe to use from several threads.</para>
/// </remarks>
public sealed class FusedAdam : IOptimizer
{
    private readonly AdamOptions _options;
    private readonly AdamSlot[] _slots;
    private readonly AdamBundle[] _bundles;
    private double _learningRate;
    private bool _disposed;

    /// <summary>Makes an optimiser whose parameters share one step size and weight decay.</summary>
    /// <param name="parameters">The parameters with unique names. They stay the caller's.</param>
    /// <param name="options">The numbers.</param>
    /// <exception cref="ArgumentException">No parameter wants a gradient, one occurs twice or cannot be stepped, or an option is out of range.</exception>
    public FusedAdam(IEnumerable<(string Name, Parameter Parameter)> parameters, AdamOptions options)
        : this([new AdamGroup(parameters ?? throw new ArgumentNullException(nameof(parameters)))], options)
    {
    }

    /// <summary>Makes an optimiser for groups with their own step size and weight decay.</summary>
    /// <param name="groups">The groups; their parameters stay the caller's.</param>
    /// <param name="options">The numbers that the groups share.</param>
    /// <exception cref="ArgumentException">No parameter wants a gradient, one occurs twice or cannot be stepped, or an option is out of range.</exception>
    public FusedAdam(IEnumerable<AdamGroup> groups, AdamOptions options)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _learningRate = options.LearningRate;
        (AdamGroup Group, string Name, Parameter Parameter)[] wanted = [.. AdamParameters.Flatten(groups)];
        AdamParameters.Check([.. wanted.Select(entry => (entry.Name, entry.Parameter))], nameof(groups));
        var slots = wanted.Select(entry => (entry.Group, Slot: new AdamSlot(entry.Name, entry.Parameter))).ToArray();
        _slots = [.. slots.Select(entry => entry.Slot)];
        _bundles = [.. slots
            .GroupBy(entry => (entry.Group, entry.Slot.Parameter.dtype, Device: entry.Slot.Parameter.device.ToString()))
            .Select(bundle => new AdamBundle(bundle.Key.Group, [.. bundle.Select(entry => entry.Slot)]))];
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), $"LearningRate is {value}; expected a finite number from 0.");
    }

    /// <summary>The parameters that are stepped, in the order of the saved state.</summary>
    public IReadOnlyList<string> ParameterNames => [.. _slots.Select(slot => slot.Name)];

    /// <inheritdoc/>
    public void ZeroGrad()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        foreach (AdamSlot slot in _slots)
        {
            slot.Parameter.grad = null;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A parameter was replaced or has a sparse gradient.</exception>
    public void Step()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (AdamBundle bundle in _bundles)
        {
            bundle.Step(_options, _learningRate);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Names: the parameter's with <c>.exp_avg</c>, <c>.exp_avg_sq</c> and <c>.step</c>. The parameters themselves are not included.</remarks>
    public void SaveTo(IDictionary<string, Tensor> state, string prefix) => TensorState.Save(StateTensors(), state, prefix);

    /// <inheritdoc/>
    public void LoadFrom(IReadOnlyDictionary<string, Tensor> state, string prefix) => TensorState.Load(StateTensors(), state, prefix);

    /// <summary>Releases the moments. The parameters stay.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (AdamSlot slot in _slots)
        {
            slot.Dispose();
        }
    }

    private (string Name, Tensor Tensor)[] StateTensors()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return [.. _slots.SelectMany(slot => slot.StateTensors)];
    }
}
