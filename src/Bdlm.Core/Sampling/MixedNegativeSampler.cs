using Bdlm.Data;

namespace Bdlm.Sampling;

/// <summary>
/// Draws half of the negatives with one sampler and half with another; the paper's candidates come half by popularity, half
/// by text similarity. With an odd number a coin decides who draws the extra one, so that single negatives are mixed, too: 19
/// negatives are 10 + 9 or 9 + 10. The second sampler sees the first one's draw as excluded, so no item comes twice. As thread-safe as its parts.
/// </summary>
public sealed class MixedNegativeSampler : INegativeSampler
{
    private readonly INegativeSampler _first;
    private readonly INegativeSampler _second;

    /// <summary>Joins two samplers.</summary>
    /// <param name="first">Draws half of the negatives, which come first.</param>
    /// <param name="second">Draws the rest.</param>
    public MixedNegativeSampler(INegativeSampler first, INegativeSampler second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        _first = first;
        _second = second;
    }

    /// <inheritdoc/>
    public string Description => $"half {_first.Description}, half {_second.Description}";

    /// <summary>The paper's mix with the library's defaults: popularity (exponent 1) and the 50 nearest items in text.</summary>
    /// <param name="train">The training rows that everything is fitted on.</param>
    /// <param name="catalog">The items' texts.</param>
    /// <exception cref="ArgumentException">The catalogue's size differs from the view's number of items, or there is no training row.</exception>
    public static MixedNegativeSampler Create(TrainView train, ItemCatalog catalog) => new(
        new PopularityNegativeSampler(train),
        new TextSimilarityNegativeSampler(train, new TextSimilarity(catalog, train)));

    /// <inheritdoc/>
    public void Sample(int user, int positive, IReadOnlySet<int> excluded, Span<int> negatives, Random random)
    {
        int half = (negatives.Length + (int.IsOddInteger(negatives.Length) ? random.Next(2) : 0)) / 2;
        _first.Sample(user, positive, excluded, negatives[..half], random);
        var taken = new LayeredItemSet(excluded, negatives[..half].ToArray());
        _second.Sample(user, positive, taken, negatives[half..], random);
    }
}
