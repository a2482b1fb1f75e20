using Bdlm.Bundles;

namespace Bdlm.Recommendations;

/// <summary>A request in dense ids, found to be one that can be answered.</summary>
/// <param name="User">Dense user id; null for someone of whom only the history is known.</param>
/// <param name="History">Dense item ids, oldest first.</param>
/// <param name="Allowed">The items that may be recommended, ascending.</param>
/// <param name="Count">How many are wanted.</param>
/// <param name="From">Whose scores rank.</param>
internal sealed record ResolvedRequest(int? User, int[] History, int[] Allowed, int Count, RecommendFrom From)
{
    /// <exception cref="ArgumentException">The request cannot be answered.</exception>
    public static ResolvedRequest Of(RecommendationRequest request, BdlmBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Count, 1, nameof(request.Count));
        if (!Enum.IsDefined(request.From))
        {
            throw new ArgumentException($"From is {(int)request.From}; expected Cascade, LanguageModel or Recommender.", nameof(request));
        }

        int? user = UserOf(request, bundle);
        int[] known = user is { } id ? bundle.Known.ItemsOf(id).ToArray() : [];
        int[] history = request.History is null ? known : ItemsOf(request.History, nameof(request.History), bundle);
        int[]? candidates = request.Candidates is null ? null : [.. ItemsOf(request.Candidates, nameof(request.Candidates), bundle).Distinct().Order()];
        HashSet<int> seen = request.WithSeen ? [] : [.. known, .. history];
        IEnumerable<int> allowed = (candidates ?? Enumerable.Range(0, bundle.ItemMap.Count)).Where(item => !seen.Contains(item));
        return new ResolvedRequest(user, history, [.. allowed], request.Count, request.From);
    }

    private static int? UserOf(RecommendationRequest request, BdlmBundle bundle)
    {
        if (request.User is { } original)
        {
            return bundle.UserMap.TryDense(original, out int user)
                ? user
                : throw new ArgumentException($"User is \"{original}\", who is not among the bundle's {bundle.UserMap.Count} users. Ask with a history and without a user, from the language model.", nameof(request));
        }

        if (request.History is null)
        {
            throw new ArgumentException("User and History are both null; expected at least one, or nothing is known of whom to recommend to.", nameof(request));
        }

        if (request.From != RecommendFrom.LanguageModel || bundle.Encoder.Options.UserToken)
        {
            string why = request.From != RecommendFrom.LanguageModel ? $"{request.From} ranks with the recommender's row of the user" : "the bundle's prompts name the user";
            throw new ArgumentException($"User is null, but {why}. Give a known user{(request.From != RecommendFrom.LanguageModel && !bundle.Encoder.Options.UserToken ? ", or ask from LanguageModel" : "")}.", nameof(request));
        }

        return null;
    }

    private static int[] ItemsOf(IReadOnlyList<string> originals, string name, BdlmBundle bundle)
    {
        var items = new int[originals.Count];
        for (int place = 0; place < items.Length; place++)
        {
            items[place] = originals[place] is { } original && bundle.ItemMap.TryDense(original, out int item)
                ? item
                : throw new ArgumentException($"{name} holds \"{originals[place]}\" at {place}, which is not among the bundle's {bundle.ItemMap.Count} items. Leave unknown items out.", name);
        }

        return items;
    }
}
