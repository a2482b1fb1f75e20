using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Loops;

/// <summary>A copy of a state in the main memory, to go back to.</summary>
internal sealed class StateSnapshot : IStateful, IDisposable
{
    private readonly Dictionary<string, Tensor> _tensors = [];

    /// <summary>Whether anything was taken yet.</summary>
    public bool IsEmpty => _tensors.Count == 0;

    /// <summary>Copies the state, in place of what was taken before.</summary>
    public void Take(IStateful state)
    {
        using var scope = NewDisposeScope();
        var current = new Dictionary<string, Tensor>();
        state.SaveTo(current, "");
        Replace(current);
    }

    /// <summary>Puts the copy back into the state.</summary>
    public void Restore(IStateful state) => state.LoadFrom(_tensors, "");

    /// <inheritdoc/>
    public void SaveTo(IDictionary<string, Tensor> state, string prefix)
    {
        foreach ((string name, Tensor tensor) in _tensors)
        {
            state[prefix + name] = tensor;
        }
    }

    /// <inheritdoc/>
    public void LoadFrom(IReadOnlyDictionary<string, Tensor> state, string prefix) => Replace(state
        .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor tensor in _tensors.Values)
        {
            tensor.Dispose();
        }

        _tensors.Clear();
    }

    private void Replace(IReadOnlyDictionary<string, Tensor> tensors)
    {
        Dispose();
        foreach ((string name, Tensor tensor) in tensors)
        {
            _tensors.Add(name, tensor.detach().to(CPU, copy: true).DetachFromDisposeScope());
        }
    }
}
