namespace Bdlm.Data;

/// <summary>A two-way map between a data set's original ids (as text) and dense ids 0, 1, 2, … in order of first appearance.</summary>
public sealed class IdMap
{
    private readonly string[] _originals;
    private readonly Dictionary<string, int> _dense;

    /// <summary>Makes a map whose dense id k stands for <paramref name="originals"/>[k].</summary>
    /// <exception cref="ArgumentException">An original id stands twice in the list.</exception>
    public IdMap(IEnumerable<string> originals)
    {
        ArgumentNullException.ThrowIfNull(originals);
        _originals = [.. originals];
        _dense = new Dictionary<string, int>(_originals.Length, StringComparer.Ordinal);
        for (int id = 0; id < _originals.Length; id++)
        {
            if (!_dense.TryAdd(_originals[id], id))
            {
                throw new ArgumentException($"originals holds \"{_originals[id]}\" at {_dense[_originals[id]]} and at {id}; expected each id once. Remove the repetition.", nameof(originals));
            }
        }
    }

    /// <summary>The number of ids.</summary>
    public int Count => _originals.Length;

    /// <summary>The original ids in dense order.</summary>
    public IReadOnlyList<string> Originals => _originals;

    /// <summary>The original id behind a dense id.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is not in [0, Count).</exception>
    public string Original(int id) => (uint)id < (uint)_originals.Length
        ? _originals[id]
        : throw new ArgumentOutOfRangeException(nameof(id), $"id is {id}; expected a dense id in [0, {Count}). Look original ids up with Dense.");

    /// <summary>The dense id of an original id.</summary>
    /// <exception cref="KeyNotFoundException">The id is unknown. Use <see cref="TryDense"/> where that may be.</exception>
    public int Dense(string original) => TryDense(original, out int id)
        ? id
        : throw new KeyNotFoundException($"\"{original}\" is not among the {Count} known ids. Use TryDense where ids may be unknown.");

    /// <summary>Looks up the dense id of an original id; false if it is unknown.</summary>
    public bool TryDense(string original, out int id) => _dense.TryGetValue(original, out id);
}
