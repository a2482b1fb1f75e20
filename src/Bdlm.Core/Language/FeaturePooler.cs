using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>Reads one feature a sequence from hidden states.</summary>
internal static class FeaturePooler
{
    /// <summary>Pools <c>[batch, length, hidden]</c> to <c>[batch, hidden]</c>, looking at nothing behind <paramref name="ends"/> <c>[batch]</c>.</summary>
    public static Tensor Pool(Tensor hidden, PromptBatch batch, Tensor ends, FeaturePooling pooling)
    {
        (long rows, long length) = (batch.TokenIds.shape[0], batch.TokenIds.shape[1]);
        TensorGuard.Shape(hidden, nameof(hidden), "[batch, length, hidden]", "Give the hidden states of this very batch.", rows, length, TensorGuard.Any);
        using var scope = NewDisposeScope();
        Tensor feature = pooling == FeaturePooling.LastToken ? At(hidden, ends) : MeanUpTo(hidden, batch.AttentionMask, ends);
        return feature.MoveToOuterDisposeScope();
    }

    private static Tensor At(Tensor hidden, Tensor ends)
    {
        Tensor flat = hidden.reshape(-1, hidden.shape[2]);
        Tensor starts = TensorFunctions.Range(hidden.shape[0], hidden.device).Times(hidden.shape[1]);
        return flat.index_select(0, starts.Plus(ends));
    }

    private static Tensor MeanUpTo(Tensor hidden, Tensor mask, Tensor ends)
    {
        Tensor places = TensorFunctions.Range(hidden.shape[1], hidden.device).unsqueeze(0);
        Tensor counted = mask.logical_and(places.le(ends.unsqueeze(1)));
        Tensor sum = hidden.masked_fill(counted.logical_not().unsqueeze(2), KeptScalar.Of(0)).sum(1);
        return sum / counted.sum(1, keepdim: true).to(hidden.dtype);
    }
}
