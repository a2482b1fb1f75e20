using System.Globalization;
using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Joint;

/// <summary>Features h that the language side has read and the domain side has not used yet; part of a checkpoint.</summary>
internal sealed class PendingFeatures : IStateful
{
    private readonly Dictionary<int, Tensor> _features = [];
    private readonly bool[] _areUsedLater;
    private readonly Device _device;

    /// <summary>Learns from the epoch's plan after which language turns a domain turn on the same batch follows.</summary>
    /// <param name="plan">The turns of an epoch.</param>
    /// <param name="device">Where features live; checkpoints hold them on the CPU.</param>
    public PendingFeatures(IReadOnlyList<Turn> plan, Device device)
    {
        _device = device;
        _areUsedLater = new bool[plan.Count];
        var wanted = new HashSet<int>();
        for (int index = plan.Count - 1; index >= 0; index--)
        {
            Turn turn = plan[index];
            _areUsedLater[index] = turn.Side == Side.Language && wanted.Contains(turn.Batch);
            if (turn.Side == Side.Domain)
            {
                wanted.Add(turn.Batch);
            }
        }
    }

    /// <summary>Whether the features that the language turn at this place of the plan reads are used in the same epoch.</summary>
    public bool AreUsedAfter(int index) => _areUsedLater[index];

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

    /// <summary>Forgets all features, such as those that a stopped run left.</summary>
    public void Clear()
    {
        foreach (Tensor features in _features.Values)
        {
            features.Dispose();
        }

        _features.Clear();
    }

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
        Clear();
        foreach ((string name, Tensor features) in state)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                Add(int.Parse(name.AsSpan(prefix.Length), CultureInfo.InvariantCulture), features.to(_device, copy: true));
            }
        }
    }
}
