using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>The cross-entropy of a softmax over rows in several tables, with a bounded number of logits in memory.</summary>
internal static class BlockedCrossEntropy
{
    // Enough positions to keep a matrix product busy; the rest of the budget goes to the width.
    private const long MostPositions = 1024;

    // For 5 to 11 rows torch's matrix library takes another way with two threads than with one (libtorch 2.10); rows of zeros lead it past that,
    // so that the bits do not depend on the number of threads.
    private const long Enough = 12;

    /// <summary>− log softmax(W h)[target] for each row h.</summary>
    /// <param name="hidden"><c>[n, hidden]</c>, the tables' dtype.</param>
    /// <param name="tables">The rows W.</param>
    /// <param name="targets"><c>[n]</c>, int64, token ids in range.</param>
    /// <param name="logitsAtOnce">How many logits to hold; at least 1.</param>
    /// <returns><c>[n]</c>, float32 (float64 for float64), differentiable. The caller disposes.</returns>
    public static Tensor Compute(Tensor hidden, OutputTables tables, Tensor targets, long logitsAtOnce)
    {
        using var scope = NewDisposeScope();
        long count = hidden.shape[0];
        if (count < Enough)
        {
            hidden = cat([hidden, hidden.new_zeros([Enough - count, hidden.shape[1]])], 0);
            targets = cat([targets, targets.new_zeros([Enough - count])], 0);
        }

        bool wantsGradient = is_grad_enabled() && (hidden.requires_grad || tables.Tensors.Any(table => table.requires_grad));
        BlockedSoftmax softmax = Plan(hidden, tables, logitsAtOnce, wantsGradient);
        object[] arguments = [softmax, hidden, targets, .. tables.Tensors.Select(ActivationCheckpoint.ThroughView)];
        return BlockedCrossEntropyFunction.apply(arguments).narrow(0, 0, count).MoveToOuterDisposeScope();
    }

    /// <summary>Cuts the work into blocks of no more than the given number of logits.</summary>
    public static BlockedSoftmax Plan(Tensor hidden, OutputTables tables, long logitsAtOnce, bool wantsGradient)
    {
        long count = hidden.shape[0];
        bool fits = count <= logitsAtOnce / tables.Size;
        long positions = fits ? count : Math.Min(Math.Min(count, MostPositions), logitsAtOnce);
        long width = fits ? tables.Size : Math.Max(1, logitsAtOnce / positions);
        return new BlockedSoftmax(tables.Blocks(width), positions, fits && wantsGradient, hidden.requires_grad, [.. tables.Tensors.Select(table => table.requires_grad)]);
    }
}
