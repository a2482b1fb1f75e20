namespace Bdlm.Joint;

/// <summary>The two sides of BDLM that train.</summary>
public enum Side
{
    /// <summary>The language model, L.</summary>
    Language,

    /// <summary>The domain-specific recommender, D.</summary>
    Domain,
}
