using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Losses;

/// <summary>
/// The weight decay of LightGCN and BPR: ½ Σ ‖row‖² over the rows that a batch used, divided by the number of pairs. Unlike
/// an optimiser's decay it leaves rows alone that no batch touched. For LightGCN the rows are those of layer 0.
/// </summary>
public static class EmbeddingPenalty
{
    /// <summary>The penalty before its coefficient; a differentiable scalar. The caller disposes.</summary>
    /// <param name="rows">
    /// One or more <c>[batch, dim]</c>, one row a pair: the users', the positives' and the negatives'. A row that stands for
    /// several pairs counts for each.
    /// </param>
    /// <exception cref="ArgumentException">There are no rows, or the numbers of rows differ.</exception>
    public static Tensor Compute(params IReadOnlyList<Tensor> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
        {
            throw new ArgumentException("rows is empty; expected the rows of users and items that the batch used.", nameof(rows));
        }

        using var scope = NewDisposeScope();
        long batch = rows[0].shape[0];
        Tensor sum = zeros([], rows[0].dtype, rows[0].device);
        foreach (Tensor part in rows)
        {
            if (part.dim() != 2 || part.shape[0] != batch || batch == 0)
            {
                throw new ArgumentException($"rows holds a tensor of shape [{string.Join(", ", part.shape)}]; expected [batch, dim] with batch = {batch}, above 0, everywhere. Give one row a pair.", nameof(rows));
            }

            sum = sum.Plus(TensorFunctions.Sum(part.Squared()));
        }

        return sum.mul(KeptScalar.Of(0.5 / batch)).MoveToOuterDisposeScope();
    }
}
