using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

/// <summary>SwiGLU: y = W_down (silu(W_gate x) ⊙ W_up x).</summary>
internal sealed class GatedFeedForward : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "gate_proj")]
    private readonly Projection _gate;

    [ComponentName(Name = "up_proj")]
    private readonly Projection _up;

    [ComponentName(Name = "down_proj")]
    private readonly Projection _down;

    public GatedFeedForward(Projection gate, Projection up, Projection down)
        : base(nameof(GatedFeedForward))
    {
        (_gate, _up, _down) = (gate, up, down);
        register_module("gate_proj", _gate);
        register_module("up_proj", _up);
        register_module("down_proj", _down);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor gated = nn.functional.silu(_gate.call(input)) * _up.call(input);
        return _down.call(gated).MoveToOuterDisposeScope();
    }
}
