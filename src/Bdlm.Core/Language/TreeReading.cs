using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>How a base model reads trees, in the cheapest way that it offers.</summary>
internal static class TreeReading
{
    /// <summary>Whether trees of prompts up to this length are read as such, so that joining prompts saves time.</summary>
    public static bool IsOffered(ICausalLanguageModel model, int depth) => model is ITreeLanguageModel trees && depth <= trees.MaxTreePath;

    /// <summary>Whether prompts up to this length may have tokens in common: not where a model says that a sequence's own length decides about its positions.</summary>
    public static bool MayJoin(ICausalLanguageModel model, int depth) => model is not ITreeLanguageModel || IsOffered(model, depth);

    /// <summary>The hidden states of the batch's tokens, whose input rows are <paramref name="embeddings"/>: the same shape <c>[rows, length, hidden]</c>.</summary>
    public static Tensor Encode(ICausalLanguageModel model, Tensor embeddings, PromptTreeBatch batch)
    {
        using var scope = NewDisposeScope();
        if (batch.Visible is null)
        {
            return model.Encode(embeddings, RealTokens(batch)).MoveToOuterDisposeScope();
        }

        Tensor hidden = model is ITreeLanguageModel trees
            ? trees.EncodeTrees(embeddings, batch.Positions, batch.Visible)
            : new UnfoldedTrees(batch).Encode(model, embeddings);
        return hidden.MoveToOuterDisposeScope();
    }

    /// <summary>One feature a prompt, <c>[prompts, hidden]</c>, tree after tree.</summary>
    public static Tensor Pool(Tensor hidden, PromptTreeBatch batch, FeaturePooling pooling)
    {
        if (pooling != FeaturePooling.LastToken)
        {
            return Pool(hidden, batch, [.. Enumerable.Range(0, batch.PromptCount).Select(batch.PathOf)], pooling);
        }

        using var scope = NewDisposeScope();
        return Flat(hidden, batch).index_select(0, batch.Ends).MoveToOuterDisposeScope();
    }

    /// <summary>One feature a path, <c>[paths, hidden]</c>: the state of its last token, or the mean over it.</summary>
    /// <param name="hidden"><c>[rows, length, hidden]</c>.</param>
    /// <param name="batch">What the states were computed from.</param>
    /// <param name="paths">Places among the rows · length tokens, along each path.</param>
    /// <param name="pooling">Where to read.</param>
    public static Tensor Pool(Tensor hidden, PromptTreeBatch batch, IReadOnlyList<long[]> paths, FeaturePooling pooling)
    {
        using var scope = NewDisposeScope();
        Tensor states = Flat(hidden, batch);
        if (pooling == FeaturePooling.LastToken)
        {
            return states.index_select(0, tensor(paths.Select(path => path[^1]).ToArray(), device: hidden.device)).MoveToOuterDisposeScope();
        }

        Tensor tokens = states.index_select(0, tensor(paths.SelectMany(path => path).ToArray(), device: hidden.device));
        Tensor owners = tensor(paths.SelectMany((path, owner) => Enumerable.Repeat((long)owner, path.Length)).ToArray(), device: hidden.device);
        Tensor counts = tensor(paths.Select(path => (double)path.Length).ToArray(), dtype: hidden.dtype, device: hidden.device).unsqueeze(1);
        Tensor sums = zeros(paths.Count, hidden.shape[2], dtype: hidden.dtype, device: hidden.device).index_add(0, owners, tokens, KeptScalar.Of(1));
        return (sums / counts).MoveToOuterDisposeScope();
    }

    /// <summary>The states <c>[rows, length, hidden]</c> of a batch as <c>[rows · length, hidden]</c>, after checking that they are the batch's.</summary>
    public static Tensor Flat(Tensor hidden, PromptTreeBatch batch)
    {
        TensorGuard.Shape(hidden, nameof(hidden), "[rows, length, hidden]", "Give the hidden states of this very batch.", batch.Trees.Count, batch.Length, TensorGuard.Any);
        return hidden.flatten(0, 1);
    }

    // Without branches, a tree's tokens fill the beginning of its row.
    private static Tensor RealTokens(PromptTreeBatch batch)
    {
        Tensor places = TensorFunctions.Range(batch.Length, batch.TokenIds.device).unsqueeze(0);
        Tensor lengths = tensor(batch.Trees.Select(tree => (long)tree.Length).ToArray(), device: batch.TokenIds.device).unsqueeze(1);
        return places.lt(lengths);
    }
}
