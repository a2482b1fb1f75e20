using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Sharing;

/// <summary>The mutual learning losses of Eq. 7 and 8, as functions of rows. Differentiable with respect to both sides.</summary>
public static class MutualLearningLoss
{
    /// <summary>L_ML = MSE(e_u, e_u^M) + MSE(e_i, e_i^M), Eq. 7 for the language model's rows and Eq. 8 for the recommender's.</summary>
    /// <param name="userRows">e_u, the side's user rows: <c>[users, dim]</c>, of a floating type.</param>
    /// <param name="sharedUserRows">e_u^M, the module's rows of the same users: <c>[users, dim]</c>.</param>
    /// <param name="itemRows">e_i, the side's item rows: <c>[items, dim]</c>.</param>
    /// <param name="sharedItemRows">e_i^M, the module's rows of the same items: <c>[items, dim]</c>.</param>
    /// <param name="reduction">What "MSE" means.</param>
    /// <returns>A scalar, exactly 0 where the rows are equal; the caller disposes of it.</returns>
    /// <exception cref="ArgumentException">Two sets of rows differ in shape.</exception>
    public static Tensor Compute(
        Tensor userRows, Tensor sharedUserRows, Tensor itemRows, Tensor sharedItemRows, MutualReduction reduction = MutualReduction.Mean)
    {
        ArgumentNullException.ThrowIfNull(userRows);
        ArgumentNullException.ThrowIfNull(sharedUserRows);
        ArgumentNullException.ThrowIfNull(itemRows);
        ArgumentNullException.ThrowIfNull(sharedItemRows);
        using var scope = NewDisposeScope();
        Tensor loss = Distance(userRows, sharedUserRows, reduction).Plus(Distance(itemRows, sharedItemRows, reduction));
        return loss.MoveToOuterDisposeScope();
    }

    /// <summary>One term of Eq. 7 and 8: MSE(e, e^M).</summary>
    /// <param name="rows">e: <c>[n, dim]</c>, of a floating type; half-precision rows are compared in float32.</param>
    /// <param name="sharedRows">e^M: <c>[n, dim]</c>.</param>
    /// <param name="reduction">What "MSE" means.</param>
    /// <returns>A scalar; 0 where n is 0. The caller disposes of it.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or are not those of rows.</exception>
    public static Tensor Distance(Tensor rows, Tensor sharedRows, MutualReduction reduction = MutualReduction.Mean)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(sharedRows);
        TensorGuard.Shape(sharedRows, nameof(sharedRows), "[n, dim]", "Gather one row for each id.", TensorGuard.Any, TensorGuard.Any);
        TensorGuard.Shape(rows, nameof(rows), "[n, dim]", "Give the rows of exactly the ids whose shared rows they meet.", sharedRows.shape);
        using var scope = NewDisposeScope();
        Tensor squares = (Widen(rows) - Widen(sharedRows)).Squared();
        Tensor loss = (reduction, rows.numel()) switch
        {
            (_, 0) => squares.sum(),
            (MutualReduction.Mean, _) => TensorFunctions.Sum(squares).DividedBy(squares.numel()),
            (MutualReduction.SumOverDim, _) => TensorFunctions.Sum(squares).DividedBy(rows.shape[0]),
            _ => throw new ArgumentOutOfRangeException(nameof(reduction), $"reduction is {(int)reduction}; expected a {nameof(MutualReduction)}."),
        };
        return loss.MoveToOuterDisposeScope();
    }

    private static Tensor Widen(Tensor rows) =>
        rows.dtype is ScalarType.Float16 or ScalarType.BFloat16 ? rows.to(ScalarType.Float32) : rows;
}
