using Bdlm.Lab.Experiments;
using Bdlm.Lab.Reproduction.Results;
using Bdlm.Loops;

namespace Bdlm.Lab.Reproduction.Diagnostics;

/// <summary>The figures of rows that epochs were recorded with, as series over epochs.</summary>
internal static class EpochFigures
{
    /// <summary>One series a figure of <see cref="RowNorms"/>, such as <c>rows/L users</c>.</summary>
    public static IEnumerable<DiagnosticSeries> Series(TrainingHistory history) => history.Epochs
        .SelectMany(epoch => epoch.Metrics.Where(IsFigure).Select(metric => (metric.Name, Epoch: epoch.Epoch + 1, metric.Value)))
        .GroupBy(point => point.Name)
        .Select(points => new DiagnosticSeries($"rows/{points.Key[RowNorms.Prefix.Length..]}", "root mean square by epoch", [.. points.Select(point => (double)point.Epoch)], [.. points.Select(point => point.Value)]));

    /// <summary>Whether a figure of an epoch is of the rows rather than of its validation.</summary>
    public static bool IsFigure(NamedValue metric) => metric.Name.StartsWith(RowNorms.Prefix, StringComparison.Ordinal);
}
