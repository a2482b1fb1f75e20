using System.Globalization;
using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Joint;

/// <summary>Features h that the language side has read and the domain side has not used yet; part of a checkpoint.</summary>
internal sealed class PendingFeatures : IStateful
{
    private readonly Dictionary<int, Tensor> _features = [];

    /// <summary>Keeps the features of a batch; takes the tensor over.</summary>
    public void Add(int batch, Tensor features)
    {
        if (_features.Remove(batch, out Tensor? old))
        {
            old.Dispose();
        }

        _features.Add(batch, features.DetachFromDisposeScope());
    }

    /// <summary>Hands the features of a batch over to the caller; null if there are none.</summary>
    public Tensor? Take(int batch) => _features.Remove(batch, out Tensor? features) ? features : null;

    /// <inheritdoc/>
    public void SaveTo(IDictionary<string, Tensor> state, string prefix)
    {
        foreach ((int batch, Tensor features) in _features)
        {
            state[prefix + batch.ToString(CultureInfo.InvariantCulture)] = features;
        }
    }

    /// <inheritdoc/>
    public void LoadFrom(IReadOnlyDictionary<string, Tensor> state, string prefix)
    {
        foreach ((string name, Tensor features) in state)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                Add(int.Parse(name.AsSpan(prefix.Length), CultureInfo.InvariantCulture), features.clone());
            }
        }
    }
}
