namespace Bdlm.Metrics;

/// <summary>What a <see cref="LeakageAudit"/> has looked at and found clean.</summary>
public sealed record LeakageReport
{
    /// <summary>Training rows that no held-out target stands in.</summary>
    public int TrainingRows { get; init; }

    /// <summary>Held-out targets of validation and test.</summary>
    public int HeldOutTargets { get; init; }

    /// <summary>Edges of the graph.</summary>
    public long Edges { get; init; }

    /// <summary>Items whose popularity was compared with the training rows.</summary>
    public int PopularityCounts { get; init; }

    /// <summary>Candidate lists.</summary>
    public int CandidateLists { get; init; }

    /// <summary>Interaction pairs.</summary>
    public int Pairs { get; init; }

    /// <summary>Negatives in candidate lists and pairs.</summary>
    public long Negatives { get; init; }

    /// <summary>Prompts.</summary>
    public long Prompts { get; init; }

    /// <summary>Items in the prompts' histories.</summary>
    public long HistoryItems { get; init; }

    /// <summary>The rank correlation of item ids with training popularity; null where it was not checked.</summary>
    public double? IdOrderCorrelation { get; init; }

    /// <summary>The counts in one sentence.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"no leakage: {TrainingRows} training rows, {HeldOutTargets} targets, {Edges} edges, {PopularityCounts} popularity counts, {CandidateLists} candidate lists and {Pairs} pairs with {Negatives} negatives, {Prompts} prompts with {HistoryItems} history items");
}
