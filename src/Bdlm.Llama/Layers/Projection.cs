using Bdlm.Language.Adapters;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

/// <summary>A linear map, y = W x or y = W x + b, in the type of x; <c>weight</c> is <c>[outputs, inputs]</c>, <c>bias</c> <c>[outputs]</c>.</summary>
internal sealed class Projection : nn.Module<Tensor, Tensor>
{
    private readonly AdapterSlot _slot = new();

    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    [ComponentName(Name = "bias")]
    private readonly Parameter? _bias;

    public Projection(Parameter weight, Parameter? bias = null)
        : base(nameof(Projection))
    {
        _weight = weight;
        register_parameter("weight", _weight);
        if (bias is not null)
        {
            _bias = bias;
            register_parameter("bias", _bias);
        }
    }

    public Parameter Weight => _weight;

    /// <summary>What adapts the map; null where nothing does.</summary>
    public ILinearAdapter? Adapter
    {
        get => _slot.Adapter;
        set => _slot.Adapter = value;
    }

    public override Tensor forward(Tensor input)
    {
        if (Adapter is null && input.dtype == _weight.dtype)
        {
            return nn.functional.linear(input, _weight, _bias);
        }

        using var scope = NewDisposeScope();
        Tensor output = nn.functional.linear(input, As(_weight, input), _bias is null ? null : As(_bias, input));
        return (Adapter?.Adapt(input, output) ?? output).MoveToOuterDisposeScope();
    }

    private static Tensor As(Tensor parameter, Tensor input) => parameter.dtype == input.dtype ? parameter : parameter.to(input.dtype);
}
