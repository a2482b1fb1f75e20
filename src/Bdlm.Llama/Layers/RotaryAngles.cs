using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

/// <summary>
/// The rotary embedding of the tokens of one forward pass. The two halves of a head make pairs (x_i, x_(i + width/2)), the
/// layout of Hugging Face checkpoints; pair i at position p turns by p θ^(−2i/width).
/// </summary>
/// <param name="Cosines"><c>[length, 1, headDim]</c> or, where rows differ in position, <c>[batch, length, 1, headDim]</c>.</param>
/// <param name="SignedSines">The sines in the same shape, negative in the first half.</param>
internal sealed record RotaryAngles(Tensor Cosines, Tensor SignedSines)
{
    /// <summary>Turns heads <c>[batch, length, heads, headDim]</c>.</summary>
    public Tensor Rotate(Tensor heads)
    {
        using var scope = NewDisposeScope();
        Tensor partners = heads.roll(heads.shape[^1] / 2, -1);
        return (heads * Cosines).addcmul(partners, SignedSines, 1).MoveToOuterDisposeScope();
    }
}
