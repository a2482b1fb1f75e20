using Bdlm.Recommending;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Sequential;

/// <summary>score(state, i) = state · e_i + b_i, which all sequential models share.</summary>
internal static class StateScores
{
    /// <summary>All items, <c>[batch, items]</c>.</summary>
    public static Tensor Items(ISequentialRecommender model, Tensor states)
    {
        SequenceChecks.States(states, model.EmbeddingDim);
        return nn.functional.linear(states, model.ItemTable, model.ItemBias);
    }

    /// <summary>Some items for each state, <c>[batch, candidates]</c>.</summary>
    public static Tensor Candidates(ISequentialRecommender model, Tensor states, Tensor itemIds)
    {
        SequenceChecks.States(states, model.EmbeddingDim);
        SequenceChecks.Candidates(itemIds, states.shape[0], model.ItemCount);
        using var scope = NewDisposeScope();
        Tensor ids = itemIds.reshape(-1);
        Tensor rows = model.ItemTable.index_select(0, ids).view(itemIds.shape[0], itemIds.shape[1], model.EmbeddingDim);
        Tensor scores = rows.bmm(states.unsqueeze(2)).squeeze(2);
        return (model.ItemBias is null ? scores : scores.Plus(model.ItemBias.index_select(0, ids).view_as(scores))).MoveToOuterDisposeScope();
    }
}
