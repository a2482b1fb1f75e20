using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Bdlm.Lab.Reproduction.Diagnostics;

/// <summary>The two directions in which rows differ most, by the eigenvectors of their covariance.</summary>
internal static class PrincipalComponents
{
    /// <summary>Projects rows on their first two principal components.</summary>
    /// <param name="rows">At least two rows of one width of at least 2.</param>
    /// <returns>Two coordinates a row; a component points to where its largest weight is positive, so that equal rows give equal pictures.</returns>
    /// <exception cref="ArgumentException">There are fewer than two rows, or the width is below 2.</exception>
    public static (double[] First, double[] Second) Of(IReadOnlyList<float[]> rows)
    {
        if (rows.Count < 2 || rows[0].Length < 2)
        {
            throw new ArgumentException($"rows holds {rows.Count} rows of width {(rows.Count == 0 ? 0 : rows[0].Length)}; expected at least two rows of width 2 or more. Draw no picture of so few.", nameof(rows));
        }

        Matrix<double> centred = Centred(rows);
        Evd<double> found = (centred.TransposeThisAndMultiply(centred) / rows.Count).Evd(Symmetricity.Symmetric);

        // Eigenvalues rise.
        int last = rows[0].Length - 1;
        return (Project(centred, found.EigenVectors.Column(last)), Project(centred, found.EigenVectors.Column(last - 1)));
    }

    private static Matrix<double> Centred(IReadOnlyList<float[]> rows)
    {
        Matrix<double> matrix = Matrix<double>.Build.Dense(rows.Count, rows[0].Length, (row, column) => rows[row][column]);
        Vector<double> mean = matrix.ColumnSums() / rows.Count;
        matrix.MapIndexedInplace((_, column, value) => value - mean[column]);
        return matrix;
    }

    private static double[] Project(Matrix<double> centred, Vector<double> component)
    {
        double sign = component[component.AbsoluteMaximumIndex()] < 0 ? -1 : 1;
        return (centred * component * sign).ToArray();
    }
}
