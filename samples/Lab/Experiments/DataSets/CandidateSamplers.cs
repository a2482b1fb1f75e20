using Bdlm.Data;
using Bdlm.Sampling;

namespace Bdlm.Lab.Experiments.DataSets;

/// <summary>Makes the samplers behind the candidates, and behind the training negatives that fit them.</summary>
internal static class CandidateSamplers
{
    /// <summary>The sampler of a mix, fitted on training rows.</summary>
    public static INegativeSampler Create(CandidateMix mix, TrainView train, ItemCatalog catalog, ItemText text) => mix switch
    {
        CandidateMix.Uniform => new UniformNegativeSampler(train),
        CandidateMix.Popularity => new PopularityNegativeSampler(train),
        _ when text == ItemText.None => new NotedSampler(new PopularityNegativeSampler(train), "alone, as the items have no text"),
        _ when text == ItemText.Categories => MixedNegativeSampler.Create(train, WordsOfCategories(catalog)),
        _ => MixedNegativeSampler.Create(train, catalog),
    };

    // Without titles an item is called "item 17", which says nothing: two such names would be near for the word "item".
    private static ItemCatalog WordsOfCategories(ItemCatalog catalog) =>
        new(Enumerable.Range(0, catalog.Count).Select(item => new ItemDescription("-", catalog[item].Categories)));
}
