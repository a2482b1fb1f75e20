namespace Bdlm.Sampling;

/// <summary>A set over a sorted segment without repetitions: four bytes an item, found by binary search.</summary>
internal sealed class SortedItemSet(ReadOnlyMemory<int> sorted) : ItemSet
{
    /// <inheritdoc/>
    public override int Count => sorted.Length;

    /// <inheritdoc/>
    public override bool Contains(int item) => sorted.Span.BinarySearch(item) >= 0;

    /// <inheritdoc/>
    public override IEnumerator<int> GetEnumerator()
    {
        for (int index = 0; index < sorted.Length; index++)
        {
            yield return sorted.Span[index];
        }
    }
}
