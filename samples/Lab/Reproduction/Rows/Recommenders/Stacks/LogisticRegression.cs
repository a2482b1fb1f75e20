using MathNet.Numerics.LinearAlgebra;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders.Stacks;

/// <summary>
/// P(y = 1 | x) = σ(b + w · z), where z is x with mean 0 and deviation 1, fitted by Newton's method with a small ridge on w: few
/// features, all rows at once.
/// </summary>
internal sealed class LogisticRegression
{
    /// <summary>The ridge of the stacks.</summary>
    public const double UsualRidge = 1;

    private readonly double[] _means;
    private readonly double[] _deviations;

    private LogisticRegression(double[] means, double[] deviations) => (_means, _deviations) = (means, deviations);

    /// <summary>b.</summary>
    public double Bias { get; private set; }

    /// <summary>w, one a feature in its standard form.</summary>
    public IReadOnlyList<double> Weights { get; private set; } = [];

    /// <summary>Fits the model.</summary>
    /// <param name="rows">The features of each row, all of one length.</param>
    /// <param name="labels">The truth of each row; both classes.</param>
    /// <param name="ridge">The weight of ½‖w‖², at least 0; above 0 where the classes can be told apart without a fault.</param>
    /// <exception cref="ArgumentException">The lengths differ, a class is missing, or a feature is not finite.</exception>
    public static LogisticRegression Fit(IReadOnlyList<double[]> rows, IReadOnlyList<bool> labels, double ridge = UsualRidge)
    {
        Check(rows, labels);
        int width = rows[0].Length;
        double[] means = [.. Enumerable.Range(0, width).Select(feature => rows.Average(row => row[feature]))];
        double[] deviations = [.. Enumerable.Range(0, width).Select(feature => Deviation(rows, feature, means[feature]))];
        var model = new LogisticRegression(means, deviations);
        model.Solve(rows, labels, ridge);
        return model;
    }

    /// <summary>The logit b + w · z.</summary>
    public double Logit(ReadOnlySpan<double> row)
    {
        double sum = Bias;
        for (int feature = 0; feature < row.Length; feature++)
        {
            sum += Weights[feature] * (row[feature] - _means[feature]) / _deviations[feature];
        }

        return sum;
    }

    // Of Σ log P(label) − ½ βᵀRβ: slope Xᵀ(y − p) − Rβ, negative curvature XᵀSX + R, with S = p(1 − p) and the ridge R on all but the bias.
    private void Solve(IReadOnlyList<double[]> rows, IReadOnlyList<bool> labels, double ridge)
    {
        Matrix<double> design = Matrix<double>.Build.Dense(rows.Count, _means.Length + 1, (row, column) =>
            column == 0 ? 1 : (rows[row][column - 1] - _means[column - 1]) / _deviations[column - 1]);
        Vector<double> truth = Vector<double>.Build.Dense(rows.Count, row => labels[row] ? 1 : 0);
        Matrix<double> penalty = Matrix<double>.Build.DenseDiagonal(design.ColumnCount, design.ColumnCount, place => place == 0 ? 0 : ridge);
        Vector<double> found = NewtonMethod.Maximise(design.ColumnCount, beta =>
        {
            Vector<double> logits = design * beta;
            Vector<double> chances = logits.Map(logit => 1 / (1 + Math.Exp(-logit)));
            Matrix<double> weighted = design.MapIndexed((row, _, value) => value * chances[row] * (1 - chances[row]));
            double value = logits.MapIndexed((row, logit) => -LogOnePlusExp(labels[row] ? -logit : logit)).Sum() - (0.5 * beta.DotProduct(penalty * beta));
            return (value, design.TransposeThisAndMultiply(truth - chances) - (penalty * beta), design.TransposeThisAndMultiply(weighted) + penalty);
        });
        (Bias, Weights) = (found[0], [.. found.Skip(1)]);
    }

    private static double LogOnePlusExp(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static double Deviation(IReadOnlyList<double[]> rows, int feature, double mean)
    {
        double deviation = Math.Sqrt(rows.Average(row => (row[feature] - mean) * (row[feature] - mean)));
        return deviation > 0 ? deviation : 1;
    }

    private static void Check(IReadOnlyList<double[]> rows, IReadOnlyList<bool> labels)
    {
        if (rows.Count != labels.Count || !labels.Contains(true) || !labels.Contains(false))
        {
            throw new ArgumentException($"rows holds {rows.Count} rows and labels {labels.Count(label => label)} positives of {labels.Count}; expected a label a row, and both classes.", nameof(labels));
        }

        if (rows.Any(row => row.Length != rows[0].Length || row.Any(value => !double.IsFinite(value))))
        {
            throw new ArgumentException($"rows holds a row of another length than {rows[0].Length}, or a value that is not finite; expected {rows[0].Length} finite features in each.", nameof(rows));
        }
    }
}
