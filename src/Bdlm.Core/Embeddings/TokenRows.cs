using Bdlm.Tensors;
using Bdlm.Tokens;
using static TorchSharp.torch;

namespace Bdlm.Embeddings;

/// <summary>Reads rows of V′ from separate tables as if they were one, without ever joining the tables.</summary>
internal sealed class TokenRows(EntityVocabulary vocabulary, Func<TokenTable, Tensor> tableOf)
{
    private readonly TokenRange[] _ranges = TokenRange.Of(vocabulary);

    /// <summary>The rows of token ids: <c>[n]</c> int64 → <c>[n, hidden]</c>. Differentiable with respect to the tables. The caller disposes.</summary>
    public Tensor Gather(Tensor tokenIds)
    {
        using var scope = NewDisposeScope();
        var rows = new List<Tensor>(_ranges.Length);
        var places = new List<Tensor>(_ranges.Length);
        foreach (TokenRange range in _ranges)
        {
            using Tensor above = tokenIds.ge(KeptScalar.Of(range.FirstToken));
            using Tensor below = tokenIds.lt(KeptScalar.Of(range.FirstToken + range.Count));
            Tensor place = above.logical_and(below).nonzero().squeeze(1);
            if (place.numel() == tokenIds.numel())
            {
                return Select(range, tokenIds).MoveToOuterDisposeScope();
            }

            if (place.numel() > 0)
            {
                rows.Add(Select(range, tokenIds.index_select(0, place)));
                places.Add(place);
            }
        }

        Tensor order = cat(places, 0).argsort();
        return cat(rows, 0).index_select(0, order).MoveToOuterDisposeScope();
    }

    /// <summary>The products of features with every row, in the order of token ids: <c>[n, hidden]</c> → <c>[n, Size]</c>. The caller disposes.</summary>
    public Tensor Multiply(Tensor features)
    {
        using var scope = NewDisposeScope();
        var products = new List<Tensor>(_ranges.Length);
        foreach (TokenRange range in _ranges)
        {
            Tensor rows = tableOf(range.Table).narrow(0, range.FirstRow, range.Count);
            products.Add(nn.functional.linear(features, rows));
        }

        return cat(products, 1).MoveToOuterDisposeScope();
    }

    private Tensor Select(TokenRange range, Tensor tokenIds)
    {
        Tensor table = tableOf(range.Table);
        int shift = range.FirstRow - range.FirstToken;
        return table.index_select(0, shift == 0 ? tokenIds : tokenIds.Plus(shift));
    }
}
