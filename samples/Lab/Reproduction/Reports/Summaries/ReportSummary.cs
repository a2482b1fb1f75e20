using Bdlm.Lab.Reproduction.Comparison;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Reports.Summaries;

/// <summary>
/// All that a report tells, <c>results.json</c>: the tables, the page and the plots are made from it alone, so that they can
/// be checked against it wherever it lies.
/// </summary>
internal sealed record ReportSummary
{
    /// <summary>The format that this build reads and writes.</summary>
    public const string SchemaName = "bdlm-results/1";

    /// <summary>The file's format; <see cref="SchemaName"/>.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>The experiment: <c>table3</c>.</summary>
    public required string Experiment { get; init; }

    /// <summary>The data set's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>The fingerprint of the split data.</summary>
    public required string DatasetHash { get; init; }

    /// <summary>The sizes of the data.</summary>
    public required IReadOnlyList<StatisticsSummary> Statistics { get; init; }

    /// <summary>What was filtered.</summary>
    public required string Filtering { get; init; }

    /// <summary>How the data were split.</summary>
    public required string Split { get; init; }

    /// <summary>How candidates were drawn.</summary>
    public required string Candidates { get; init; }

    /// <summary>The length of a candidate list.</summary>
    public required int CandidateCount { get; init; }

    /// <summary>The language model that all language rows start from.</summary>
    public required string Backbone { get; init; }

    /// <summary>The width d.</summary>
    public required int Dim { get; init; }

    /// <summary>How BDLM was built and trained; empty where no row is one of BDLM.</summary>
    public IReadOnlyList<MethodChoice> Method { get; init; } = [];

    /// <summary><c>laptop</c> or <c>paper</c>.</summary>
    public required string Scale { get; init; }

    /// <summary>The seeds that the plan asks for.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>The number of users that were judged; 0 where no cell is there.</summary>
    public required int Users { get; init; }

    /// <summary>The fingerprints of the questions; more than one entry means that cells answered different ones.</summary>
    public required IReadOnlyList<QuestionHashes> Questions { get; init; }

    /// <summary>How the cells were made.</summary>
    public required RunSummary Run { get; init; }

    /// <summary>The rows in the report's order.</summary>
    public required IReadOnlyList<RowSummary> Rows { get; init; }

    /// <summary>The paired tests, corrected together.</summary>
    public required IReadOnlyList<PairedTest> Tests { get; init; }

    /// <summary>Where rows are good.</summary>
    public required IReadOnlyList<Breakdown> Breakdowns { get; init; }

    /// <summary>The finished cells.</summary>
    public required IReadOnlyList<CellSummary> Cells { get; init; }

    /// <summary>Losses and validation figures by epoch.</summary>
    public required IReadOnlyList<SeriesSummary> Curves { get; init; }

    /// <summary>Norms, gradient ratios, principal components.</summary>
    public required IReadOnlyList<SeriesSummary> Diagnostics { get; init; }

    /// <summary>Anything else that a reader has to know.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
