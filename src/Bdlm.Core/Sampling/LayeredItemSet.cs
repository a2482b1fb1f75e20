namespace Bdlm.Sampling;

/// <summary>A set with a few items added, without copying the set.</summary>
/// <param name="lower">The set below.</param>
/// <param name="added">Different items, none of them in the set below.</param>
internal sealed class LayeredItemSet(IReadOnlySet<int> lower, int[] added) : ItemSet
{
    /// <inheritdoc/>
    public override int Count => lower.Count + added.Length;

    /// <inheritdoc/>
    public override bool Contains(int item) => added.AsSpan().Contains(item) || lower.Contains(item);

    /// <inheritdoc/>
    public override IEnumerator<int> GetEnumerator() => lower.Concat(added).GetEnumerator();
}
