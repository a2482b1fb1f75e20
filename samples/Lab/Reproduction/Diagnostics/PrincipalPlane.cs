using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using static TorchSharp.torch;

namespace Bdlm.Lab.Reproduction.Diagnostics;

/// <summary>Rows projected on their first two principal components.</summary>
/// <param name="First">Each row's place on the first component.</param>
/// <param name="Second">Each row's place on the second component.</param>
/// <param name="FirstShare">The part of all variance on the first component, in [0, 1].</param>
/// <param name="SecondShare">The part of all variance on the second component, in [0, 1].</param>
internal sealed record PrincipalPlane(double[] First, double[] Second, double FirstShare, double SecondShare)
{
    private const int Digits = 4;

    /// <summary>Projects rows <c>[n, dim]</c>, dim at least 2. Each component's largest loading is positive, so that a picture does not depend on the solver's sign.</summary>
    public static PrincipalPlane Of(Tensor rows)
    {
        Matrix<double> centred = Centred(rows);
        Evd<double> parts = (centred.Transpose() * centred).Evd(Symmetricity.Symmetric);
        double[] variances = [.. parts.EigenValues.Select(value => Math.Max(0, value.Real))];
        int[] order = [.. Enumerable.Range(0, variances.Length).OrderByDescending(place => variances[place])];
        double all = variances.Sum();
        return new PrincipalPlane(
            Places(centred, parts.EigenVectors.Column(order[0])),
            Places(centred, parts.EigenVectors.Column(order[1])),
            all > 0 ? variances[order[0]] / all : 0,
            all > 0 ? variances[order[1]] / all : 0);
    }

    /// <summary>What the axes are, with the variance that each shows.</summary>
    public string Describe() => string.Create(CultureInfo.InvariantCulture, $"second component ({SecondShare:0.0 %}) by first ({FirstShare:0.0 %})");

    private static Matrix<double> Centred(Tensor rows)
    {
        using var scope = NewDisposeScope();
        Tensor wide = rows.detach().to(ScalarType.Float64).cpu();
        wide = (wide - wide.mean([0], keepdim: true)).contiguous();
        // Row after row in torch, column after column in MathNet: the transpose of the one is the other.
        return Matrix<double>.Build.Dense((int)wide.shape[1], (int)wide.shape[0], wide.data<double>().ToArray()).Transpose();
    }

    private static double[] Places(Matrix<double> centred, Vector<double> component)
    {
        double sign = component[component.AbsoluteMaximumIndex()] < 0 ? -1 : 1;
        return [.. (centred * component).Select(place => Rounded(sign * place))];
    }

    // Four digits are finer than a plot, and keep the files small.
    private static double Rounded(double value)
    {
        double size = value == 0 ? 1 : Math.Pow(10, Digits - 1 - Math.Floor(Math.Log10(Math.Abs(value))));
        return Math.Round(value * size) / size;
    }
}
