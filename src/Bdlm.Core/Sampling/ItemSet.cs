using System.Collections;

namespace Bdlm.Sampling;

/// <summary>A read-only set of items; the relations between sets, which no sampler needs, go through a copy.</summary>
internal abstract class ItemSet : IReadOnlySet<int>
{
    /// <inheritdoc/>
    public abstract int Count { get; }

    /// <inheritdoc/>
    public abstract bool Contains(int item);

    /// <inheritdoc/>
    public abstract IEnumerator<int> GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool IsProperSubsetOf(IEnumerable<int> other) => new HashSet<int>(this).IsProperSubsetOf(other);

    /// <inheritdoc/>
    public bool IsProperSupersetOf(IEnumerable<int> other) => new HashSet<int>(this).IsProperSupersetOf(other);

    /// <inheritdoc/>
    public bool IsSubsetOf(IEnumerable<int> other) => new HashSet<int>(this).IsSubsetOf(other);

    /// <inheritdoc/>
    public bool IsSupersetOf(IEnumerable<int> other) => new HashSet<int>(this).IsSupersetOf(other);

    /// <inheritdoc/>
    public bool Overlaps(IEnumerable<int> other) => other.Any(Contains);

    /// <inheritdoc/>
    public bool SetEquals(IEnumerable<int> other) => new HashSet<int>(this).SetEquals(other);
}
