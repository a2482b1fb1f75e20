using Bdlm.Lab.Reproduction.Comparison;
using Bdlm.Lab.Reproduction.Reports.Summaries;

namespace Bdlm.Lab.Reproduction.Reports;

/// <summary>What a report tells besides the cells: the rows and their order, the data, and how the run was made.</summary>
internal sealed record ReportPlan
{
    /// <summary><c>table1</c>, <c>table3</c>, <c>table4</c>, <c>figure5</c> or <c>figure6</c>.</summary>
    public required string Experiment { get; init; }

    /// <summary>The data set's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>The fingerprint of the split data.</summary>
    public required string DatasetHash { get; init; }

    /// <summary>The sizes to print: as read, after filtering, the training part.</summary>
    public required IReadOnlyList<StatisticsSummary> Statistics { get; init; }

    /// <summary>What was filtered, in words.</summary>
    public required string Filtering { get; init; }

    /// <summary>How the data were split, in words.</summary>
    public required string Split { get; init; }

    /// <summary>How candidates were drawn, in words.</summary>
    public required string Candidates { get; init; }

    /// <summary>The length of a candidate list, the target among them.</summary>
    public required int CandidateCount { get; init; }

    /// <summary>The language model that all language rows start from, in words.</summary>
    public required string Backbone { get; init; }

    /// <summary>The width d of the rows that both sides share.</summary>
    public required int Dim { get; init; }

    /// <summary>How BDLM is built and trained; empty where no row is one of BDLM.</summary>
    public required IReadOnlyList<MethodChoice> Method { get; init; }

    /// <summary><c>laptop</c> or <c>paper</c>.</summary>
    public required string Scale { get; init; }

    /// <summary>The seeds that the plan asks for.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>The command that makes the report again, without the machine's own paths.</summary>
    public required string Command { get; init; }

    /// <summary>The plan's fingerprint.</summary>
    public required string PlanHash { get; init; }

    /// <summary>The rows in the report's order.</summary>
    public required IReadOnlyList<ReportRow> Rows { get; init; }

    /// <summary>What to test; where null, <see cref="StandardPairs"/> of the experiment.</summary>
    public IReadOnlyList<RowPair>? Pairs { get; init; }

    /// <summary>What is known of the ranking questions, for breakdowns; without it rows are broken down by the target's place alone.</summary>
    public QuestionFacts? Facts { get; init; }

    /// <summary>Anything else that a reader has to know, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
