using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>
/// A language model that can read a prompt and all its continuations in one sequence, by tree attention: a mask says which tokens each token
/// sees, and positions count along a token's own path. Optional: <see cref="MixedLanguageModel.EncodeTrees"/> gives the same with any
/// <see cref="ICausalLanguageModel"/>, and faster with one of these.
/// </summary>
public interface ITreeLanguageModel : ICausalLanguageModel
{
    /// <summary>
    /// The longest path, from root to leaf, that gives the same states in a tree as alone: MaxLength, or less where a sequence's own length decides
    /// about its positions. A tree as a whole may hold more tokens than that.
    /// </summary>
    int MaxTreePath { get; }

    /// <summary>The hidden states after the final norm, before the output rows, of sequences that branch.</summary>
    /// <param name="inputEmbeddings"><c>[batch, length, HiddenSize]</c>, the word rows' dtype; <c>length</c> may exceed MaxLength.</param>
    /// <param name="positions"><c>[batch, length]</c>, int64, in [0, <see cref="MaxTreePath"/>): how many tokens stand before each on its own path.</param>
    /// <param name="visible"><c>[batch, length, length]</c>, bool: whether the token of the second index attends to that of the third. Every token attends to itself, whatever is given.</param>
    /// <returns><c>[batch, length, HiddenSize]</c>: for each token what <see cref="ICausalLanguageModel.Encode"/> gives for its path alone, up to rounding. The caller disposes.</returns>
    /// <exception cref="ArgumentException">A shape or dtype does not fit, or a position is out of its range.</exception>
    Tensor EncodeTrees(Tensor inputEmbeddings, Tensor positions, Tensor visible);
}
