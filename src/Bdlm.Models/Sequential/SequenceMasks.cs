using Bdlm.Recommending;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Sequential;

/// <summary>
/// Which places a query may look at, as 0 and −∞ to be added before the softmax; and where the last items stand. A history
/// without items keeps its first place of padding, so that no softmax is over nothing; what it gives is set to zero later.
/// </summary>
internal static class SequenceMasks
{
    /// <summary>Each place sees itself and those before it, <c>[1, width, width]</c>. With padding on the right, padding needs no other mask.</summary>
    public static Tensor Causal(int width, Device device)
    {
        using var scope = NewDisposeScope();
        return full([1, width, width], KeptScalar.Of(float.NegativeInfinity), ScalarType.Float32, device).triu(1).MoveToOuterDisposeScope();
    }

    /// <summary>Every query sees all real places, <c>[batch, 1, width]</c>.</summary>
    public static Tensor Real(HistoryBatch histories)
    {
        var mask = new float[histories.Count * histories.Width];
        for (int row = 0; row < histories.Count; row++)
        {
            int known = Math.Max(1, histories.Lengths[row]);
            mask.AsSpan((row * histories.Width) + known, histories.Width - known).Fill(float.NegativeInfinity);
        }

        return tensor(mask, [histories.Count, 1, histories.Width], ScalarType.Float32, histories.ItemIds.device);
    }

    /// <summary>Row · width + place of each history's last item, <c>[batch]</c>, int64.</summary>
    public static Tensor LastPlaces(HistoryBatch histories)
    {
        var places = new long[histories.Count];
        for (int row = 0; row < places.Length; row++)
        {
            places[row] = ((long)row * histories.Width) + Math.Max(1, histories.Lengths[row]) - 1;
        }

        return tensor(places, ScalarType.Int64, histories.ItemIds.device);
    }

    /// <summary>1 for each real place and 0 for padding, <c>[batch, width, 1]</c>.</summary>
    public static Tensor RealPlaces(HistoryBatch histories)
    {
        var real = new float[histories.Count * histories.Width];
        for (int row = 0; row < histories.Count; row++)
        {
            real.AsSpan(row * histories.Width, histories.Lengths[row]).Fill(1);
        }

        return tensor(real, [histories.Count, histories.Width, 1], ScalarType.Float32, histories.ItemIds.device);
    }

    /// <summary>1 for each history with an item and 0 for an empty one, <c>[batch, 1]</c>; null where none is empty.</summary>
    public static Tensor? NotEmpty(HistoryBatch histories)
    {
        if (!histories.Lengths.Contains(0))
        {
            return null;
        }

        var known = new float[histories.Count];
        for (int row = 0; row < known.Length; row++)
        {
            known[row] = histories.Lengths[row] > 0 ? 1 : 0;
        }

        return tensor(known, [histories.Count, 1], ScalarType.Float32, histories.ItemIds.device);
    }
}
