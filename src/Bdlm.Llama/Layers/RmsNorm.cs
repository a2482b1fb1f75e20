using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

/// <summary>The root mean square norm: y = x / √(mean(x²) + ε) ⊙ gain, over the last dimension.</summary>
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
        Tensor inverse = input.square().mean(LastDimension, keepdim: true).add_(_epsilon).rsqrt_();
        return (input * inverse * _weight).MoveToOuterDisposeScope();
    }
}
