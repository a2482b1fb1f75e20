using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Conformance.Running;

/// <summary>How far tensors lie apart.</summary>
internal static class Difference
{
    /// <summary>
    /// The largest difference as a share of the expected values' root mean square, so that models of any scale are judged alike; NaN where a value
    /// is NaN or infinite, and infinity where the shapes differ.
    /// </summary>
    public static double Relative(Tensor expected, Tensor actual)
    {
        if (!expected.shape.SequenceEqual(actual.shape))
        {
            return double.PositiveInfinity;
        }

        using var scope = NewDisposeScope();
        using IDisposable frozen = no_grad();
        Tensor precise = expected.to(ScalarType.Float64);
        double scale = Math.Sqrt(precise.Squared().mean().item<double>());
        double largest = (precise - actual.to(ScalarType.Float64)).abs().max().item<double>();
        return scale > 0 ? largest / scale : largest;
    }

    /// <summary>The largest absolute value.</summary>
    public static double Largest(Tensor values) => Reduced(values, sizes => sizes.max());

    /// <summary>The smallest absolute value.</summary>
    public static double Smallest(Tensor values) => Reduced(values, sizes => sizes.min());

    /// <summary>The root mean square.</summary>
    public static double RootMeanSquare(Tensor values) => Math.Sqrt(Reduced(values, sizes => sizes.Squared().mean()));

    /// <summary>Whether every value is finite.</summary>
    public static bool IsFinite(Tensor values)
    {
        using var scope = NewDisposeScope();
        return isfinite(values).all().item<bool>();
    }

    /// <summary>Σ left · right in float64.</summary>
    public static double Dot(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        using IDisposable frozen = no_grad();
        return (left.to(ScalarType.Float64) * right.to(ScalarType.Float64)).sum().item<double>();
    }

    private static double Reduced(Tensor values, Func<Tensor, Tensor> reduce)
    {
        using var scope = NewDisposeScope();
        using IDisposable frozen = no_grad();
        return reduce(values.to(ScalarType.Float64).abs()).item<double>();
    }
}
