using System.Buffers;
using Bdlm.Data;

namespace Bdlm.Sampling;

/// <summary>
/// How near items are in text: the cosine of TF-IDF vectors over the lower-case words of title and categories. Word
/// statistics come from items with a training row only; words that no such item holds do not count. A year in parentheses
/// is no word, so that films are not near for their year. Immutable and thread-safe.
/// </summary>
public sealed class TextSimilarity
{
    private readonly WordMatrix _matrix;

    /// <summary>Fits the word statistics and indexes all items.</summary>
    /// <param name="catalog">The items' texts.</param>
    /// <param name="train">The training rows; tells which items the statistics may see.</param>
    /// <exception cref="ArgumentException">The catalogue's size differs from the view's number of items.</exception>
    public TextSimilarity(ItemCatalog catalog, TrainView train)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(train);
        if (catalog.Count != train.ItemCount)
        {
            throw new ArgumentException($"catalog holds {catalog.Count} items; expected {train.ItemCount}, as in train. Build the catalogue for the same IdMap as the split.", nameof(catalog));
        }

        ItemCount = catalog.Count;
        _matrix = new WordMatrix(catalog, train);
    }

    /// <summary>The number of items.</summary>
    public int ItemCount { get; }

    /// <summary>The number of words that items with a training row hold.</summary>
    public int WordCount => _matrix.WordCount;

    /// <summary>The cosine of two items' texts, in [0, 1]; 0 where they share no known word.</summary>
    /// <param name="first">Dense item id.</param>
    /// <param name="second">Dense item id.</param>
    /// <exception cref="ArgumentOutOfRangeException">An item is not in [0, ItemCount).</exception>
    public double Similarity(int first, int second)
    {
        IdGuard.Check(first, ItemCount, nameof(first));
        IdGuard.Check(second, ItemCount, nameof(second));
        ReadOnlySpan<(int Word, double Weight)> left = _matrix.WordsOf(first);
        ReadOnlySpan<(int Word, double Weight)> right = _matrix.WordsOf(second);
        double sum = 0;
        for (int i = 0, j = 0; i < left.Length && j < right.Length;)
        {
            int order = left[i].Word.CompareTo(right[j].Word);
            sum += order == 0 ? left[i].Weight * right[j].Weight : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return Math.Min(1, sum);
    }

    /// <summary>
    /// The items nearest to an item in text, nearest first, without the item itself and without items of similarity 0.
    /// Equal similarities are ordered by a fixed mix of both ids, so that no low id is preferred.
    /// </summary>
    /// <param name="item">Dense item id.</param>
    /// <param name="count">How many at most; at least 0.</param>
    /// <param name="excluded">Items to pass over; null for none.</param>
    /// <returns>At most <paramref name="count"/> items; fewer where fewer share a word with the item.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The item is not in [0, ItemCount), or the count is negative.</exception>
    public IReadOnlyList<SimilarItem> Nearest(int item, int count, IReadOnlySet<int>? excluded = null)
    {
        IdGuard.Check(item, ItemCount, nameof(item));
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        double[] sums = ArrayPool<double>.Shared.Rent(ItemCount);
        try
        {
            Span<double> similarities = sums.AsSpan(0, ItemCount);
            Accumulate(item, similarities);
            return Largest(item, count, excluded, similarities);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(sums);
        }
    }

    private void Accumulate(int item, Span<double> similarities)
    {
        similarities.Clear();
        foreach ((int word, double weight) in _matrix.WordsOf(item))
        {
            foreach ((int other, double otherWeight) in _matrix.ItemsOf(word))
            {
                similarities[other] += weight * otherWeight;
            }
        }

        similarities[item] = 0;
    }

    private static SimilarItem[] Largest(int item, int count, IReadOnlySet<int>? excluded, ReadOnlySpan<double> similarities)
    {
        var kept = new PriorityQueue<int, (double Similarity, uint Tie)>(Math.Min(count, similarities.Length) + 1);
        for (int other = 0; other < similarities.Length; other++)
        {
            if (similarities[other] > 0 && excluded?.Contains(other) != true)
            {
                kept.Enqueue(other, (similarities[other], Mix(item, other)));
                if (kept.Count > count)
                {
                    kept.Dequeue();
                }
            }
        }

        var nearest = new SimilarItem[kept.Count];
        for (int place = nearest.Length - 1; place >= 0; place--)
        {
            kept.TryDequeue(out int other, out (double Similarity, uint Tie) key);
            nearest[place] = new SimilarItem(other, Math.Min(1, key.Similarity));
        }

        return nearest;
    }

    /// <summary>The finisher of MurmurHash3 over both ids: the same on every run and machine.</summary>
    private static uint Mix(int item, int other)
    {
        unchecked
        {
            uint mixed = ((uint)item * 0x9E3779B1u) ^ (uint)other;
            mixed = (mixed ^ (mixed >> 16)) * 0x85EBCA6Bu;
            mixed = (mixed ^ (mixed >> 13)) * 0xC2B2AE35u;
            return mixed ^ (mixed >> 16);
        }
    }
}
