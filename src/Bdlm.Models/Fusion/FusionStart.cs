namespace Bdlm.Fusion;

/// <summary>Where the training of a <see cref="KnowledgeFusionHead"/> starts from.</summary>
public enum FusionStart
{
    /// <summary>The recommender's own score: h has no say yet, so that fusion starts as good as the recommender.</summary>
    DomainScore,

    /// <summary>Random weights, uniform in ±√(3 / width).</summary>
    Random,
}
