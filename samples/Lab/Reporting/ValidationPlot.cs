using Bdlm.Lab.Experiments;
using Bdlm.Loops;

namespace Bdlm.Lab.Reporting;

/// <summary>The validation curves of both sides while they train together.</summary>
internal static class ValidationPlot
{
    private const string Metric = "MRR";

    public static void Write(string path, ExperimentResult result)
    {
        (string, double[])[] curves = [("BDLM-llm", Curve(result.Curves, "llm")), ("BDLM-drs", Curve(result.Curves, "drs"))];
        CurvePlot.Write(path, $"Joint training on {result.Data.Name}", $"validation {Metric} among {result.Data.ValidationCandidates.Lists[0].Items.Count} candidates", curves);
    }

    private static double[] Curve(TrainingHistory history, string side) =>
        [.. history.Epochs.Select(epoch => epoch.Metrics.Single(metric => metric.Name == $"{side} {Metric}").Value)];
}
