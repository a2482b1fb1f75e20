using Bdlm.Tensors;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

/// <summary>
/// The root mean square norm: y = x / √(mean(x²) + ε) ⊙ gain, over the last dimension. Half precision is summed and scaled in
/// float32 and rounded once, at the end.
/// </summary>
internal sealed class RmsNorm : nn.Module<Tensor, Tensor>
{
    private static readonly long[] LastDimension = [-1];

    private readonly double _epsilon;

    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    public RmsNorm(Parameter weight, double epsilon)
        : base(nameof(RmsNorm))
    {
        _weight = weight;
        _epsilon = epsilon;
        register_parameter("weight", _weight);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        ScalarType own = input.dtype;
        bool half = own is ScalarType.BFloat16 or ScalarType.Float16;
        Tensor wide = half ? input.to(ScalarType.Float32) : input;
        Tensor inverse = wide.Squared().mean(LastDimension, keepdim: true).PlusInPlace(_epsilon).rsqrt_();
        Tensor normed = wide * inverse * _weight;
        return (half ? normed.to(own) : normed).MoveToOuterDisposeScope();
    }
}
