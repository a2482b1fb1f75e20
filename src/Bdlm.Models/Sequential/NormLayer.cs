using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Sequential;

/// <summary>
/// Layer normalisation over the last dimension (Ba et al. 2016): gain ⊙ (x − mean) / √(variance + ε) + shift. Gain and shift are
/// applied by themselves: torch sums their gradients thread by thread, so that the bits would depend on the number of threads.
/// </summary>
internal sealed class NormLayer : nn.Module<Tensor, Tensor>
{
    private readonly long[] _width;
    private readonly double _epsilon;

    /// <summary>Makes a layer that starts as the plain normalisation.</summary>
    public NormLayer(int width, double epsilon, LayerDraws draws)
        : base(nameof(NormLayer))
    {
        (_width, _epsilon) = ([width], epsilon);
        register_parameter("gain", draws.Gain(width));
        register_parameter("shift", draws.Shift(width));
    }

    private Parameter Gain => get_parameter("gain")!;

    private Parameter Shift => get_parameter("shift")!;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor normal = nn.functional.layer_norm(input, _width, eps: _epsilon);
        return Shift.addcmul(normal, Gain, KeptScalar.Of(1)).MoveToOuterDisposeScope();
    }
}
