using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Checkpoints;

/// <summary>
/// The parameters and buffers of a TorchSharp module as an <see cref="IStateful"/>: all that is missing, unexpected or of
/// the wrong shape is reported at once, and nothing is half loaded.
/// </summary>
/// <remarks>The module stays the caller's. Names are those of its <c>state_dict</c>.</remarks>
public sealed class ModuleState : IStateful
{
    private readonly nn.Module _module;

    /// <summary>Wraps a module.</summary>
    /// <param name="module">A module with at least one registered parameter or buffer.</param>
    /// <exception cref="ArgumentException">The module has registered nothing, so that saving it would save nothing.</exception>
    public ModuleState(nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (module.state_dict().Count == 0)
        {
            throw new ArgumentException($"The module {module.GetName()} has no registered parameter or buffer, so that nothing would be saved. Register its parts with register_module and register_parameter.", nameof(module));
        }

        _module = module;
    }

    /// <inheritdoc/>
    public void SaveTo(IDictionary<string, Tensor> state, string prefix) => TensorState.Save(Own(), state, prefix);

    /// <inheritdoc/>
    public void LoadFrom(IReadOnlyDictionary<string, Tensor> state, string prefix) => TensorState.Load(Own(), state, prefix);

    private (string Name, Tensor Tensor)[] Own() => [.. _module.state_dict().Select(pair => (pair.Key, pair.Value))];
}
