using static TorchSharp.torch;

namespace Bdlm.Llama.Checkpoints;

/// <summary>
/// Moves the rows of a query or key projection between the two layouts of the rotary embedding. Both turn the same pairs: one
/// stores pair i of a head at rows 2i and 2i + 1, the other at rows i and i + width/2.
/// </summary>
internal static class RotaryRows
{
    /// <summary>From neighbouring pairs (llama2.c, Meta) to halves (Hugging Face), in place.</summary>
    /// <param name="weight"><c>[heads * headDim, inputs]</c>.</param>
    /// <param name="heads">The number of heads in the rows.</param>
    public static void PairsToHalves(Tensor weight, int heads)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor pairs = weight.view(heads, -1, 2, weight.shape[1]);
        weight.copy_(pairs.transpose(1, 2).reshape(weight.shape));
    }
}
