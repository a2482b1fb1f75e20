namespace Bdlm.Lab.Reproduction.Reports.Paper;

/// <summary>A row of a table of the paper.</summary>
/// <param name="Name">The model, as our tables name it.</param>
/// <param name="Values">Its figures by name.</param>
internal sealed record PaperRow(string Name, IReadOnlyDictionary<string, double> Values)
{
    /// <summary>A figure; null where the paper has none.</summary>
    public double? Value(string measure) => Values.TryGetValue(measure, out double value) ? value : null;
}
