using System.Globalization;

namespace Bdlm.Metrics;

/// <summary>The four counts of a two-class decision, and what is computed from them.</summary>
/// <param name="Threshold">Scores of at least this were called positive.</param>
/// <param name="TruePositives">Positives called positive.</param>
/// <param name="FalsePositives">Negatives called positive.</param>
/// <param name="TrueNegatives">Negatives called negative.</param>
/// <param name="FalseNegatives">Positives called negative.</param>
public readonly record struct ClassificationResult(
    double Threshold, int TruePositives, int FalsePositives, int TrueNegatives, int FalseNegatives)
{
    /// <summary>The number of decisions.</summary>
    public int Count => TruePositives + FalsePositives + TrueNegatives + FalseNegatives;

    /// <summary>The share of true ones among those called positive; 0 where none was.</summary>
    public double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>The share of positives that were called so; 0 where there is none.</summary>
    public double Recall => Ratio(TruePositives, TruePositives + FalseNegatives);

    /// <summary>The harmonic mean of precision and recall, 2TP / (2TP + FP + FN); 0 where both are 0.</summary>
    public double F1 => Ratio(2.0 * TruePositives, (2.0 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>The share of right decisions; 0 where there is none.</summary>
    public double Accuracy => Ratio(TruePositives + TrueNegatives, Count);

    /// <summary>The figures in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"precision {Precision:0.0000}, recall {Recall:0.0000}, F1 {F1:0.0000}, accuracy {Accuracy:0.0000} at {Threshold:0.####} (n = {Count})");

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
