using MathNet.Numerics.LinearAlgebra;

namespace Bdlm.Lab.Reproduction.Rows.Recommenders.Stacks;

/// <summary>Maximises a concave function of a few weights: Newton's steps, halved while they do not climb.</summary>
internal static class NewtonMethod
{
    private const int MostSteps = 100;
    private const int MostHalvings = 40;
    private const double Enough = 1e-10;

    /// <summary>The weights of the maximum, from 0 on.</summary>
    /// <param name="width">The number of weights.</param>
    /// <param name="at">The function's value, slope and negative curvature at given weights.</param>
    /// <exception cref="InvalidOperationException">There is no maximum in reach.</exception>
    public static Vector<double> Maximise(int width, Func<Vector<double>, (double Value, Vector<double> Slope, Matrix<double> Curvature)> at)
    {
        Vector<double> weights = Vector<double>.Build.Dense(width);
        (double value, Vector<double> slope, Matrix<double> curvature) = at(weights);
        for (int step = 0; step < MostSteps; step++)
        {
            Vector<double> change = curvature.Solve(slope);
            if (change.L2Norm() < Enough)
            {
                return weights;
            }

            (weights, (value, slope, curvature)) = Climb(weights, change, value, at);
        }

        throw new InvalidOperationException($"the weights still move after {MostSteps} steps; expected a maximum. Are the scores finite and of a usual size?");
    }

    private static (Vector<double> Weights, (double Value, Vector<double> Slope, Matrix<double> Curvature) Found) Climb(
        Vector<double> weights, Vector<double> change, double value, Func<Vector<double>, (double Value, Vector<double> Slope, Matrix<double> Curvature)> at)
    {
        for (int halving = 0; halving < MostHalvings; halving++)
        {
            Vector<double> next = weights + (change * Math.Pow(0.5, halving));
            (double Value, Vector<double> Slope, Matrix<double> Curvature) found = at(next);
            // Rounding may take a little away near the top.
            if (found.Value >= value - (1e-12 * Math.Abs(value)))
            {
                return (next, found);
            }
        }

        throw new InvalidOperationException($"no step of a Newton direction climbs from {value}; expected a concave function.");
    }
}
