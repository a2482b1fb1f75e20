namespace Bdlm.Lab.Reproduction.Reports;

/// <summary>A row of a table, a bar of a figure or a point of a curve.</summary>
internal sealed record ReportRow
{
    /// <summary>The name in its table: <c>LightGCN</c>, <c>w/o JL</c>, <c>λ = 0.1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What rows are drawn together: <c>LightGCN, drs</c> in figure 5; empty in tables.</summary>
    public string Group { get; init; } = "";

    /// <summary>What the row stands for.</summary>
    public required RowKind Kind { get; init; }

    /// <summary>The model's name within its cells.</summary>
    public required string Model { get; init; }

    /// <summary>The cells' ids, one a seed.</summary>
    public required IReadOnlyList<string> Cells { get; init; }

    /// <summary>The weight λ of the mutual losses, where the row is a point of figure 6.</summary>
    public double? Lambda { get; init; }

    /// <summary>The row's name in tests: unique within a report.</summary>
    public string Key => Group.Length == 0 ? Name : $"{Group}: {Name}";
}
