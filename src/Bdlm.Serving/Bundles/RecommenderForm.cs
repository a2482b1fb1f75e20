using System.Text.Json;

namespace Bdlm.Bundles;

/// <summary>What a recommender is made of, but for its weights.</summary>
/// <param name="Kind">Which model.</param>
/// <param name="Options">Its options, as JSON.</param>
public sealed record RecommenderForm(string Kind, JsonElement Options);
