using Bdlm.Tokens;

namespace Bdlm.Bundles;

/// <summary>Whether the parts of a bundle fit together; all that do not are told at once.</summary>
internal static class BundleChecks
{
    /// <exception cref="ArgumentException">Parts do not fit together.</exception>
    public static void Fit(BundleParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        string[] faults = [.. Faults(parts)];
        if (faults.Length > 0)
        {
            throw new ArgumentException($"BundleParts: {string.Join(" ", faults)}", nameof(parts));
        }
    }

    private static IEnumerable<string> Faults(BundleParts parts)
    {
        (int users, int items) = (parts.UserMap.Count, parts.ItemMap.Count);
        EntityVocabulary vocabulary = parts.Language.Vocabulary;
        (string Part, int Users, int Items)[] counts =
        [
            (nameof(parts.Training), parts.Training.UserCount, parts.Training.ItemCount),
            (nameof(parts.Known), parts.Known?.UserCount ?? users, parts.Known?.ItemCount ?? items),
            (nameof(parts.Recommender), parts.Recommender.UserCount, parts.Recommender.ItemCount),
            (nameof(parts.Language), vocabulary.UserCount, vocabulary.ItemCount),
            (nameof(parts.Catalog), users, parts.Catalog.Count),
        ];
        foreach ((string part, int partUsers, int partItems) in counts)
        {
            if (partUsers != users || partItems != items)
            {
                yield return FormattableString.Invariant($"{part} is of {partUsers} users and {partItems} items; expected {users} and {items}, as the maps have.");
            }
        }

        if (parts.Head.PairDim != parts.Recommender.PairFeatureDim)
        {
            yield return FormattableString.Invariant($"Head reads pair features of width {parts.Head.PairDim}; expected {parts.Recommender.PairFeatureDim}, as the recommender gives them.");
        }
    }
}
