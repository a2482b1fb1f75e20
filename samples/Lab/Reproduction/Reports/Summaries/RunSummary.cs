namespace Bdlm.Lab.Reproduction.Reports.Summaries;

/// <summary>How a report's cells were made.</summary>
internal sealed record RunSummary
{
    /// <summary>The command that makes the report again.</summary>
    public required string Command { get; init; }

    /// <summary>The plan's fingerprint.</summary>
    public required string PlanHash { get; init; }

    /// <summary>The versions of the library, with their commits, that made the cells.</summary>
    public required IReadOnlyList<string> Versions { get; init; }

    /// <summary>The machines, one line each.</summary>
    public required IReadOnlyList<string> Machines { get; init; }

    /// <summary>The cells' seconds together.</summary>
    public required double Seconds { get; init; }

    /// <summary>How many of the plan's cells are not there yet.</summary>
    public required int MissingCells { get; init; }
}
