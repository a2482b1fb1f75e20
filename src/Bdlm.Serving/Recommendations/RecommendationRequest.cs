namespace Bdlm.Recommendations;

/// <summary>For whom items are wanted, and which.</summary>
public sealed record RecommendationRequest
{
    /// <summary>The user's original id; null for someone of whom only <see cref="History"/> is known.</summary>
    public string? User { get; init; }

    /// <summary>The original ids of the items taken so far, oldest first; null for what the bundle knows of the user.</summary>
    public IReadOnlyList<string>? History { get; init; }

    /// <summary>How many items are wanted, at least 1; fewer come where no more are left.</summary>
    public int Count { get; init; } = 10;

    /// <summary>Whose scores rank the items.</summary>
    public RecommendFrom From { get; init; } = RecommendFrom.Cascade;

    /// <summary>Whether items that the user has taken may be recommended again.</summary>
    public bool WithSeen { get; init; }

    /// <summary>The original ids of the only items that may be recommended; null for the whole catalogue.</summary>
    public IReadOnlyList<string>? Candidates { get; init; }
}
