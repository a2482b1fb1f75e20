namespace Bdlm.Bundles;

/// <summary>Where the parts of a bundle lie in its folder.</summary>
internal static class BundleLayout
{
    public const string Users = "users.jsonl";
    public const string Items = "items.jsonl";
    public const string Interactions = "interactions.safetensors";
    public const string Recommender = "recommender.safetensors";
    public const string Head = "head.safetensors";
    public const string Language = "language";
}
