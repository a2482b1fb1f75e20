using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Losses;

/// <summary>
/// <see cref="FullSoftmaxLoss"/> as one node of the computation graph: arguments states, table, bias, targets, and whether a
/// gradient is wanted.
/// </summary>
internal sealed class FullSoftmaxFunction : autograd.SingleTensorFunction<FullSoftmaxFunction>
{
    // The most floats of one block of scores: 16 MB.
    private const long BlockFloats = 1 << 22;

    /// <inheritdoc/>
    public override string Name => nameof(FullSoftmaxFunction);

    /// <inheritdoc/>
    /// <remarks>The caller has a dispose scope open: the saved gradients' handles live until it closes.</remarks>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (var states, var table, var bias, var targets) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (Tensor)vars[3]);
        List<Tensor> gradients = (bool)vars[4] ? [empty_like(states), zeros_like(table), zeros_like(bias)] : [];
        Tensor sum = zeros([], ScalarType.Float32, states.device);
        long rows = states.shape[0];
        long atOnce = Math.Max(1, BlockFloats / table.shape[0]);
        for (long first = 0; first < rows; first += atOnce)
        {
            using var scope = NewDisposeScope();
            long count = Math.Min(atOnce, rows - first);
            Tensor block = states.narrow(0, first, count);
            Tensor wanted = targets.narrow(0, first, count).unsqueeze(1);
            Tensor scores = nn.functional.linear(block, table, bias);
            Tensor logSums = logsumexp(scores, 1, true);
            sum.PlusInPlace((logSums - scores.gather(1, wanted)).sum());
            if (gradients.Count > 0)
            {
                Add(gradients, first, block, table, Errors(scores, logSums, wanted, rows));
            }
        }

        ctx.save_for_backward(gradients);
        return sum.DividedBy(rows);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        List<Tensor> gradients = ctx.get_saved_variables();
        List<Tensor> results = [.. gradients.Select(gradient => (gradient * grad_output).MoveToOuterDisposeScope())];
        grad_output.Dispose();
        return [.. results, null!, null!];
    }

    // (softmax − one at the target) / rows, in the memory of the scores.
    private static Tensor Errors(Tensor scores, Tensor logSums, Tensor wanted, long rows)
    {
        Tensor probabilities = scores.sub_(logSums).exp_();
        probabilities.scatter_add_(1, wanted, full(wanted.shape, KeptScalar.Of(-1), dtype: scores.dtype, device: scores.device));
        return probabilities.div_(KeptScalar.Of(rows));
    }

    private static void Add(List<Tensor> gradients, long first, Tensor block, Tensor table, Tensor errors)
    {
        gradients[0].narrow(0, first, block.shape[0]).copy_(errors.mm(table));
        gradients[1].addmm_(errors.t(), block, 1, 1);
        gradients[2].PlusInPlace(errors.sum(dim: 0));
    }
}
