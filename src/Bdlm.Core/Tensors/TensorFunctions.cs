using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Tensors;

/// <summary>
/// Functions of TorchSharp whose native scalars stay alive while native code reads them: see <see cref="KeptScalar"/>. Results are new
/// tensors, the caller's to dispose of.
/// </summary>
public static class TensorFunctions
{
    private const double SoftplusSharpness = 1;

    /// <summary>From here on softplus is its argument: the rest, below e^−20, is lost in float32's rounding.</summary>
    private const double SoftplusThreshold = 20;

    // Below torch's grain of 32,768 a sum is one thread's.
    private const long OneThread = 16_384;
    private const long Piece = 1024;

    /// <summary>The whole numbers 0 … <paramref name="count"/> − 1, <c>[count]</c> of int64.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="device">Where they are to lie; the CPU by default.</param>
    public static Tensor Range(long count, Device? device = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return arange(KeptScalar.Of(0), KeptScalar.Of(count), KeptScalar.Of(1), ScalarType.Int64, device);
    }

    /// <summary>
    /// Σ of all entries, a scalar of the same dtype: the same bits whatever the number of threads. <c>Tensor.sum()</c> gives each thread a part of many entries,
    /// and rounds as the parts fall.
    /// </summary>
    /// <param name="values">Of a floating type, of any shape and on any device.</param>
    public static Tensor Sum(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        using var scope = NewDisposeScope();
        Tensor rest = values;
        while (rest.numel() > OneThread)
        {
            // Sums to many results are shared out by results.
            bool hasRows = rest.dim() > 1 && rest.shape[^1] < rest.numel();
            rest = hasRows ? rest.sum(-1) : InPieces(rest.reshape(-1));
        }

        return rest.sum().MoveToOuterDisposeScope();
    }

    /// <summary>ln(1 + eˣ) of each entry, as <c>torch.nn.functional.softplus</c>: −ln σ(−x), the loss of a pair whose wrong side is ahead by x.</summary>
    public static Tensor Softplus(Tensor values) => Softplus(values, KeptScalar.Of(SoftplusSharpness), KeptScalar.Of(SoftplusThreshold));

    private static Tensor InPieces(Tensor row)
    {
        long whole = row.shape[0] / Piece * Piece;
        return cat([row.narrow(0, 0, whole).view(-1, Piece).sum(1), row.narrow(0, whole, row.shape[0] - whole)], 0);
    }

    // TorchSharp's public methods take plain numbers only.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "softplus1")]
    private static extern Tensor Softplus(Tensor values, Scalar beta, Scalar threshold);
}
