using Bdlm.Data;

namespace Bdlm.Lab.Experiments.DataSets;

/// <summary>Deals the items' texts out to other items: the control for what text contributes.</summary>
internal static class ShuffledCatalog
{
    /// <summary>
    /// The same experiment with the texts dealt out to other items: what a model still gains from them, it does not gain from what they
    /// say. The questions stay as they are.
    /// </summary>
    public static ExperimentData In(ExperimentData data, int seed) => data with { Catalog = Of(data.Catalog, seed) };

    /// <summary>A catalogue with the same texts in another order, by the seed alone.</summary>
    public static ItemCatalog Of(ItemCatalog catalog, int seed)
    {
        int[] order = [.. Enumerable.Range(0, catalog.Count)];
        new Random(seed).Shuffle(order);
        return new ItemCatalog(order.Select(item => catalog[item]));
    }
}
