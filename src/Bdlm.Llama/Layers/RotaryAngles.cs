using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

/// <summary>
/// The rotary embedding of the tokens of one forward pass. The two halves of a head make pairs (x_i, x_(i + width/2)), the
/// layout of Hugging Face checkpoints; pair i at position p turns by p times its frequency (<see cref="RotaryFrequencies"/>).
/// </summary>
/// <param name="Cosines"><c>[length, 1, headDim]</c> or, where rows differ in position, <c>[batch, length, 1, headDim]</c>.</param>
/// <param name="SignedSines">The sines in the same shape, negative in the first half.</param>
internal sealed record RotaryAngles(Tensor Cosines, Tensor SignedSines)
{
    /// <summary>Turns heads <c>[batch, length, heads, headDim]</c>; those of half precision are turned in float32 and rounded once.</summary>
    public Tensor Rotate(Tensor heads)
    {
        using var scope = NewDisposeScope();
        ScalarType own = heads.dtype;
        Tensor wide = own == Cosines.dtype ? heads : heads.to(Cosines.dtype);
        Tensor partners = wide.roll(heads.shape[^1] / 2, -1);
        Tensor turned = (wide * Cosines).addcmul(partners, SignedSines, KeptScalar.Of(1));
        return (turned.dtype == own ? turned : turned.to(own)).MoveToOuterDisposeScope();
    }
}
