using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Checkpoints;

/// <summary>
/// All the parts that a training run saves and loads together, each below a name of its own. A state that does not fit
/// every part is loaded into none.
/// </summary>
public sealed class StateSet : IStateful
{
    private readonly List<(string Name, IStateful Part)> _parts = [];

    /// <summary>Adds a part. It stays the caller's.</summary>
    /// <param name="name">What stands before the part's own names, with a dot between; not empty, without dots, unique.</param>
    /// <param name="part">The part.</param>
    /// <returns>This set.</returns>
    /// <exception cref="ArgumentException">The name is empty, holds a dot, or is taken.</exception>
    public StateSet Add(string name, IStateful part)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(part);
        if (name.Contains('.', StringComparison.Ordinal) || _parts.Any(known => known.Name == name))
        {
            throw new ArgumentException($"The name '{name}' holds a dot or is taken; expected a new name without dots.", nameof(name));
        }

        _parts.Add((name, part));
        return this;
    }

    /// <inheritdoc/>
    public void SaveTo(IDictionary<string, Tensor> state, string prefix)
    {
        foreach ((string name, IStateful part) in _parts)
        {
            part.SaveTo(state, $"{prefix}{name}.");
        }
    }

    /// <inheritdoc/>
    public void LoadFrom(IReadOnlyDictionary<string, Tensor> state, string prefix)
    {
        ArgumentNullException.ThrowIfNull(state);
        using (NewDisposeScope())
        {
            // What the parts would save is what they expect: compared as a whole before any of them is touched.
            Dictionary<string, Tensor> expected = new(StringComparer.Ordinal);
            SaveTo(expected, string.Empty);
            TensorState.Check([.. expected.Select(pair => (pair.Key, pair.Value))], state, prefix);
        }

        foreach ((string name, IStateful part) in _parts)
        {
            part.LoadFrom(state, $"{prefix}{name}.");
        }
    }
}
