namespace Bdlm.Recommendations;

/// <summary>How recommendations are made.</summary>
public sealed record RecommenderOptions
{
    /// <summary>
    /// How many items each side puts on the cascade's list, at least 1; null to rank the whole catalogue with the head, which asks the language model about every item. Default 50.
    /// </summary>
    public int? Shortlist { get; init; } = 50;

    /// <summary>The most requests that are answered at the same time, at least 1; null for as many as there are processors.</summary>
    public int? Parallelism { get; init; }

    /// <summary>Reports every fault at once.</summary>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public void Validate()
    {
        string[] faults =
        [
            .. Shortlist is < 1 ? [FormattableString.Invariant($"Shortlist is {Shortlist}; expected at least 1, or null.")] : Array.Empty<string>(),
            .. Parallelism is < 1 ? [FormattableString.Invariant($"Parallelism is {Parallelism}; expected at least 1, or null.")] : Array.Empty<string>(),
        ];
        if (faults.Length > 0)
        {
            throw new ArgumentException($"{nameof(RecommenderOptions)}: {string.Join(" ", faults)}");
        }
    }
}
