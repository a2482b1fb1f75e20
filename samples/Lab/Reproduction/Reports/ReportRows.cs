using System.Globalization;
using Bdlm.Lab.Reproduction.Plans;

namespace Bdlm.Lab.Reproduction.Reports;

/// <summary>The rows of a report, from the cells of a plan: a row a model of a recipe, with a cell a seed.</summary>
internal static class ReportRows
{
    private const string WeightSetting = "joint.mutual weight";
    private const string Alone = "alone";
    private const string StackMark = " + ";

    /// <summary>The rows in the plan's order.</summary>
    public static IReadOnlyList<ReportRow> Of(PlannedExperiment experiment) =>
    [
        .. from recipe in experiment.Cells.GroupBy(cell => cell.Recipe)
           from model in recipe.First().Models
           select RowOf(experiment.Name, model, [.. recipe]),
    ];

    private static ReportRow RowOf(string experiment, string model, PlannedCell[] cells)
    {
        var row = new ReportRow
        {
            Name = model,
            Kind = BdlmModelName.IsOne(model) ? RowKind.Bdlm : model.Contains(StackMark, StringComparison.Ordinal) ? RowKind.Stack : RowKind.Baseline,
            Model = model,
            Cells = [.. cells.OrderBy(cell => cell.Seed).Select(cell => cell.Id)],
        };
        return (experiment, row.Kind) switch
        {
            ("figure5", RowKind.Bdlm) => Ablation(row, BdlmModelName.Parse(model)),
            ("figure5", _) => row with { Group = $"{model}, drs", Name = Alone },
            ("figure6", RowKind.Bdlm) => Weight(row, BdlmModelName.Parse(model), cells[0]),
            _ => row,
        };
    }

    private static ReportRow Ablation(ReportRow row, BdlmModelName name) => row with { Group = Group(name), Name = name.Variant };

    private static ReportRow Weight(ReportRow row, BdlmModelName name, PlannedCell cell)
    {
        double? weight = name.Lambda ?? (cell.Settings.TryGetValue(WeightSetting, out string? told) ? double.Parse(told, CultureInfo.InvariantCulture) : null);
        return weight is { } lambda
            ? row with { Group = Group(name), Name = string.Create(CultureInfo.InvariantCulture, $"λ = {lambda}"), Lambda = lambda }
            : row with { Group = Group(name), Name = name.Variant };
    }

    private static string Group(BdlmModelName name) => $"{name.Domain}, {name.Side["BDLM-".Length..]}";
}
