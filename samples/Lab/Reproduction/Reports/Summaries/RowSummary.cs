using Bdlm.Lab.Reproduction.Comparison;

namespace Bdlm.Lab.Reproduction.Reports.Summaries;

/// <summary>A row of a report with its figures.</summary>
internal sealed record RowSummary
{
    /// <summary>The row's name in tests.</summary>
    public required string Key { get; init; }

    /// <summary>The name in its table.</summary>
    public required string Name { get; init; }

    /// <summary>What rows are drawn together; empty in tables.</summary>
    public required string Group { get; init; }

    /// <summary>What the row stands for.</summary>
    public required RowKind Kind { get; init; }

    /// <summary>The model's name within its cells.</summary>
    public required string Model { get; init; }

    /// <summary>λ of a point of figure 6.</summary>
    public double? Lambda { get; init; }

    /// <summary>The finished cells that the figures come from.</summary>
    public required IReadOnlyList<string> Cells { get; init; }

    /// <summary>How many of the plan's cells are missing.</summary>
    public required int MissingCells { get; init; }

    /// <summary>The mean over seeds of the validation MRR; null where no cell is there.</summary>
    public double? ValidationMrr { get; init; }

    /// <summary>The figures; none where no cell is there.</summary>
    public required IReadOnlyList<MeasuredValue> Values { get; init; }

    /// <summary>The models' further figures, mean over seeds.</summary>
    public required IReadOnlyDictionary<string, double> Extra { get; init; }

    /// <summary>A figure by name; null where the row does not have it.</summary>
    public MeasuredValue? this[string measure] => Values.FirstOrDefault(value => value.Measure == measure);
}
