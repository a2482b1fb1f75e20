using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>
/// Trees as plain sequences, for models that do not read trees: one sequence for each path that is not the beginning of another. Belongs to the
/// dispose scope that was open when it was made.
/// </summary>
internal sealed class UnfoldedTrees
{
    private readonly Tensor _places;
    private readonly Tensor _mask;
    private readonly Tensor _back;

    /// <summary>Unfolds a batch.</summary>
    public UnfoldedTrees(PromptTreeBatch batch)
    {
        int[][] paths = [.. batch.Trees.SelectMany((tree, row) => tree.LeafPaths().Select(path => path.Select(place => (row * batch.Length) + place).ToArray()))];
        var places = new long[paths.Length * batch.Depth];
        var mask = new bool[places.Length];
        var back = new long[batch.Trees.Count * batch.Length];
        for (int sequence = 0; sequence < paths.Length; sequence++)
        {
            for (int position = 0; position < paths[sequence].Length; position++)
            {
                int flat = (sequence * batch.Depth) + position;
                (places[flat], mask[flat]) = (paths[sequence][position], true);
                back[paths[sequence][position]] = flat;
            }
        }

        Device device = batch.TokenIds.device;
        (_places, _back) = (tensor(places, device: device), tensor(back, device: device));
        _mask = tensor(mask, [paths.Length, batch.Depth], device: device);
    }

    /// <summary>Encodes the sequences of the trees' <paramref name="embeddings"/> <c>[rows, length, hidden]</c> and puts the states back to the trees' places, the same shape.</summary>
    public Tensor Encode(ICausalLanguageModel model, Tensor embeddings)
    {
        using var scope = NewDisposeScope();
        Tensor sequences = embeddings.flatten(0, 1).index_select(0, _places).view(_mask.shape[0], _mask.shape[1], -1);
        Tensor hidden = model.Encode(sequences, _mask).flatten(0, 1);
        return hidden.index_select(0, _back).view(embeddings.shape).MoveToOuterDisposeScope();
    }
}
