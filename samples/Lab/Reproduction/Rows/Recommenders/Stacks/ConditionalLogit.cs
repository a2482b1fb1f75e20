using MathNet.Numerics.LinearAlgebra;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders.Stacks;

/// <summary>
/// P(candidate c of a list is the target) = softmax over the list of w · z, where z is the candidate's features in units of their deviation
/// within lists (McFadden's conditional logit), fitted by Newton's method with a small ridge on w. What is alike for a whole list has no part in it.
/// </summary>
internal sealed class ConditionalLogit
{
    private readonly double[] _deviations;

    private ConditionalLogit(double[] deviations, IReadOnlyList<double> weights) => (_deviations, Weights) = (deviations, weights);

    /// <summary>w, one a feature in units of its deviation.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>Fits the model.</summary>
    /// <param name="lists">The features of each list's candidates, all of one length.</param>
    /// <param name="targets">The place of each list's target.</param>
    /// <param name="ridge">The weight of ½‖w‖², at least 0; above 0 where lists can be told apart without a fault.</param>
    /// <exception cref="ArgumentException">There is no list, the counts differ, a target lies outside its list, or a feature is not finite.</exception>
    public static ConditionalLogit Fit(IReadOnlyList<double[][]> lists, IReadOnlyList<int> targets, double ridge = LogisticRegression.UsualRidge)
    {
        Check(lists, targets);
        Matrix<double>[] centred = [.. lists.Select(Centred)];
        double[] deviations = [.. Enumerable.Range(0, centred[0].ColumnCount).Select(feature => Deviation(centred, feature))];
        foreach (Matrix<double> list in centred)
        {
            list.MapIndexedInplace((_, feature, value) => value / deviations[feature]);
        }

        return new ConditionalLogit(deviations, Solve(centred, targets, ridge));
    }

    /// <summary>The score of a candidate; the largest of a list is the likeliest target.</summary>
    public double Score(ReadOnlySpan<double> row)
    {
        double sum = 0;
        for (int feature = 0; feature < row.Length; feature++)
        {
            sum += Weights[feature] * row[feature] / _deviations[feature];
        }

        return sum;
    }

    // Of Σ log p(target) − ½ ridge ‖w‖²: slope Σ (z of the target − Zᵀp) − ridge w, negative curvature Σ Zᵀ(diag p − ppᵀ)Z + ridge.
    private static double[] Solve(IReadOnlyList<Matrix<double>> lists, IReadOnlyList<int> targets, double ridge)
    {
        int width = lists[0].ColumnCount;
        return [.. NewtonMethod.Maximise(width, weights =>
        {
            double value = -0.5 * ridge * weights.DotProduct(weights);
            Vector<double> slope = weights * -ridge;
            Matrix<double> curvature = Matrix<double>.Build.DenseDiagonal(width, width, ridge);
            foreach ((Matrix<double> list, int target) in lists.Zip(targets))
            {
                Vector<double> chances = Softmax(list * weights);
                Vector<double> mean = list.TransposeThisAndMultiply(chances);
                value += Math.Log(chances[target]);
                slope += list.Row(target) - mean;
                curvature += list.TransposeThisAndMultiply(Matrix<double>.Build.DenseOfDiagonalVector(chances) * list) - mean.OuterProduct(mean);
            }

            return (value, slope, curvature);
        })];
    }

    private static Vector<double> Softmax(Vector<double> logits)
    {
        Vector<double> powers = (logits - logits.Maximum()).PointwiseExp();
        return powers / powers.Sum();
    }

    // Only differences within a list count, so that each list's mean is taken off.
    private static Matrix<double> Centred(double[][] list)
    {
        Matrix<double> rows = Matrix<double>.Build.DenseOfRowArrays(list);
        Vector<double> means = rows.ColumnSums() / rows.RowCount;
        rows.MapIndexedInplace((_, feature, value) => value - means[feature]);
        return rows;
    }

    private static double Deviation(IReadOnlyList<Matrix<double>> lists, int feature)
    {
        double squares = lists.Sum(list => list.Column(feature).DotProduct(list.Column(feature)));
        double deviation = Math.Sqrt(squares / lists.Sum(list => list.RowCount));
        return deviation > 0 ? deviation : 1;
    }

    private static void Check(IReadOnlyList<double[][]> lists, IReadOnlyList<int> targets)
    {
        if (lists.Count == 0 || lists.Count != targets.Count)
        {
            throw new ArgumentException($"lists holds {lists.Count} lists and targets {targets.Count}; expected at least one list, and a target for each.", nameof(targets));
        }

        for (int list = 0; list < lists.Count; list++)
        {
            if (targets[list] < 0 || targets[list] >= lists[list].Length)
            {
                throw new ArgumentException($"the target of list {list} is {targets[list]}; expected a place among its {lists[list].Length} candidates.", nameof(targets));
            }

            if (lists[list].Any(row => row.Length != lists[0][0].Length || row.Any(value => !double.IsFinite(value))))
            {
                throw new ArgumentException($"list {list} holds a candidate with another number of features than {lists[0][0].Length}, or one that is not finite; expected {lists[0][0].Length} finite features for each.", nameof(lists));
            }
        }
    }
}
