using Bdlm.Data;

namespace Bdlm.Lab.Experiments.DataSets;

/// <summary>Deals the items' texts out to other items: the control for what text contributes.</summary>
internal static class ShuffledCatalog
{
    /// <summary>A catalogue with the same texts in another order, by the seed alone.</summary>
    public static ItemCatalog Of(ItemCatalog catalog, int seed)
    {
        int[] order = [.. Enumerable.Range(0, catalog.Count)];
        new Random(seed).Shuffle(order);
        return new ItemCatalog(order.Select(item => catalog[item]));
    }
}
