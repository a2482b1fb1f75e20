using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary><see cref="BlockedCrossEntropy"/> as one node of the computation graph: arguments plan, hidden, targets, and views of the tables.</summary>
internal sealed class BlockedCrossEntropyFunction : autograd.SingleTensorFunction<BlockedCrossEntropyFunction>
{
    private const string Plan = "plan";

    /// <inheritdoc/>
    public override string Name => nameof(BlockedCrossEntropyFunction);

    /// <inheritdoc/>
    /// <remarks>The caller has a dispose scope open: what is saved for the backward pass lives there until the node has its own.</remarks>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (var plan, var hidden, var targets) = ((BlockedSoftmax)vars[0], (Tensor)vars[1], (Tensor)vars[2]);
        Tensor[] tables = [.. vars.Skip(3).Cast<Tensor>()];
        List<Tensor> kept = [];
        var logSums = new List<Tensor>();
        var losses = new List<Tensor>();
        foreach ((long first, long count) in plan.Chunks(hidden.shape[0]))
        {
            (Tensor logSum, Tensor scores) = Scan(plan, hidden.narrow(0, first, count), targets.narrow(0, first, count), tables, kept);
            logSums.Add(logSum);
            losses.Add((logSum - scores).squeeze(1));
        }

        ctx.set_materialize_grads(false);
        ctx.save_data(Plan, plan);
        ctx.save_for_backward([hidden, targets, cat(logSums, 0), .. tables, .. kept]);
        return cat(losses, 0);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var plan = (BlockedSoftmax)ctx.get_data(Plan);
        int tableCount = plan.TableNeedsGradient.Length;
        if (grad_output.IsInvalid)
        {
            // Nothing that the loss depends on: no gradient.
            return [.. Enumerable.Repeat<Tensor>(null!, 3 + tableCount)];
        }

        using var scope = NewDisposeScope();
        List<Tensor> saved = ctx.get_saved_variables();
        var gradients = new BlockedGradients(plan, saved[0], saved[3..(3 + tableCount)]);
        foreach ((long first, long count) in plan.Chunks(saved[0].shape[0]))
        {
            Tensor[] chunk = [.. new[] { saved[0], saved[1], saved[2], grad_output }.Select(values => values.narrow(0, first, count))];
            gradients.Add(first, chunk[0], chunk[1], chunk[2], chunk[3], saved[(3 + tableCount)..]);
        }

        grad_output.Dispose();
        (Tensor? ofHidden, Tensor?[] ofTables) = gradients.Take();
        return [null!, ofHidden?.MoveToOuterDisposeScope()!, null!, .. ofTables.Select(table => table?.MoveToOuterDisposeScope()!)];
    }

    /// <summary>One chunk's logarithms of summed exponentials and its targets' logits, both <c>[count, 1]</c>, block by block.</summary>
    private static (Tensor LogSum, Tensor Scores) Scan(BlockedSoftmax plan, Tensor hidden, Tensor targets, Tensor[] tables, List<Tensor> kept)
    {
        Tensor? logSum = null;
        Tensor? scores = null;
        foreach (VocabularyBlock block in plan.Blocks)
        {
            using var scope = NewDisposeScope();
            Tensor logits = BlockedSoftmax.Logits(hidden, block, tables);
            Tensor blockSum = logits.logsumexp(1, true);
            (Tensor columns, Tensor isInside) = block.Locate(targets);
            Tensor found = logits.gather(1, columns).masked_fill(isInside.logical_not(), KeptScalar.Of(0));
            logSum = Replace(logSum, logSum?.logaddexp(blockSum) ?? blockSum);
            scores = Replace(scores, scores?.Plus(found) ?? found);
            if (plan.KeepsLogits)
            {
                kept.Add(logits.MoveToOuterDisposeScope());
            }
        }

        return (logSum!, scores!);
    }

    private static Tensor Replace(Tensor? old, Tensor value)
    {
        old?.Dispose();
        return value.MoveToOuterDisposeScope();
    }
}
