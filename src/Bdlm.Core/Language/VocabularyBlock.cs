using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>Tokens with following ids, whose output rows follow each other in one table.</summary>
/// <param name="Table">The table's place among <see cref="OutputTables.Tensors"/>.</param>
/// <param name="FirstRow">The first row in the table.</param>
/// <param name="FirstToken">Its token id.</param>
/// <param name="Count">The number of tokens.</param>
internal readonly record struct VocabularyBlock(int Table, long FirstRow, long FirstToken, long Count)
{
    /// <summary>The block's rows of its table.</summary>
    public Tensor RowsOf(IReadOnlyList<Tensor> tables) => tables[Table].narrow(0, FirstRow, Count);

    /// <summary>Which column of the block each target is, <c>[n, 1]</c>, and whether it is one at all; others point at column 0.</summary>
    public (Tensor Columns, Tensor IsInside) Locate(Tensor targets)
    {
        Tensor columns = targets.Minus(FirstToken).unsqueeze(1);
        Tensor isInside = columns.ge(KeptScalar.Of(0)).logical_and(columns.lt(KeptScalar.Of(Count)));
        return (columns.masked_fill(isInside.logical_not(), KeptScalar.Of(0)), isInside);
    }
}
