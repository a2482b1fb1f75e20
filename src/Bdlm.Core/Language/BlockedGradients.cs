using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>
/// Sums up the gradients of a blocked cross-entropy: with e = (softmax(W h) − one at the target) · g, that of h is Σ e W and that of W is eᵀ h.
/// Sums over several blocks are kept in float32 where the tables are in half precision.
/// </summary>
internal sealed class BlockedGradients
{
    private readonly BlockedSoftmax _plan;
    private readonly IReadOnlyList<Tensor> _tables;
    private readonly Tensor? _ofHidden;
    private readonly Tensor?[] _ofTables;
    private readonly ScalarType _dtype;
    private readonly bool _isOneChunk;

    /// <summary>Makes room for the gradients that are wanted. Open a dispose scope around it.</summary>
    public BlockedGradients(BlockedSoftmax plan, Tensor hidden, IReadOnlyList<Tensor> tables)
    {
        (_plan, _tables, _dtype) = (plan, tables, hidden.dtype);
        _isOneChunk = plan.Positions >= hidden.shape[0];
        _ofHidden = plan.HiddenNeedsGradient ? zeros(hidden.shape, dtype: BlockedSoftmax.SumType(_dtype), device: hidden.device) : null;
        _ofTables = [.. tables.Select((table, index) => plan.TableNeedsGradient[index] ? Room(table) : null)];
    }

    /// <summary>Adds the share of some positions.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="hidden"><c>[count, hidden]</c>.</param>
    /// <param name="targets"><c>[count]</c>.</param>
    /// <param name="logSums"><c>[count, 1]</c>, from the forward pass.</param>
    /// <param name="weights"><c>[count]</c>: the gradient g of each loss.</param>
    /// <param name="kept">The logits of each block; empty where they are to be computed again.</param>
    public void Add(long first, Tensor hidden, Tensor targets, Tensor logSums, Tensor weights, IReadOnlyList<Tensor> kept)
    {
        for (int index = 0; index < _plan.Blocks.Length; index++)
        {
            VocabularyBlock block = _plan.Blocks[index];
            if (_ofHidden is null && !_plan.Trains(block))
            {
                continue;
            }

            using var scope = NewDisposeScope();
            Tensor shifted = kept.Count > 0 ? kept[index] - logSums : BlockedSoftmax.Logits(hidden, block, _tables).sub_(logSums);
            Tensor errors = Errors(shifted.exp_(), block, targets, weights).to(_dtype);
            _ofHidden?.narrow(0, first, hidden.shape[0]).PlusInPlace(errors.mm(block.RowsOf(_tables)));
            AddToTable(block, errors, hidden, isFirst: first == 0);
        }
    }

    /// <summary>The gradients in the dtype of what they belong to.</summary>
    public (Tensor? OfHidden, Tensor?[] OfTables) Take() => (_ofHidden?.to(_dtype), [.. _ofTables.Select(table => table?.to(_dtype))]);

    private static Tensor Errors(Tensor probabilities, VocabularyBlock block, Tensor targets, Tensor weights)
    {
        (Tensor columns, Tensor isInside) = block.Locate(targets);
        probabilities.scatter_add_(1, columns, isInside.to(probabilities.dtype).neg_());
        return probabilities.mul_(weights.unsqueeze(1));
    }

    // A table's rows are all met in the first chunk, and written there, not added to.
    private Tensor Room(Tensor table) => empty(table.shape, dtype: _isOneChunk ? _dtype : BlockedSoftmax.SumType(_dtype), device: table.device);

    private void AddToTable(VocabularyBlock block, Tensor errors, Tensor hidden, bool isFirst)
    {
        if (_ofTables[block.Table]?.narrow(0, block.FirstRow, block.Count) is not { } rows)
        {
            return;
        }

        if (rows.dtype == _dtype)
        {
            rows.addmm_(errors.t(), hidden, isFirst ? 0 : 1, 1);
        }
        else if (isFirst)
        {
            rows.copy_(errors.t().mm(hidden));
        }
        else
        {
            rows.PlusInPlace(errors.t().mm(hidden));
        }
    }
}
