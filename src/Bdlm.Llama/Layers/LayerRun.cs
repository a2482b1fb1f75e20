using Bdlm.Language;
using Bdlm.Language.Adapters;
using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

/// <summary>One run of a layer under activation checkpointing: what the second computation needs to draw the numbers of the first.</summary>
internal sealed class LayerRun
{
    private readonly DecoderLayer _layer;
    private readonly DecoderPass _pass;
    private readonly DropoutMasks? _dropout;
    private readonly ILinearAdapter[] _adapters;
    private readonly long[] _states;

    private LayerRun(DecoderLayer layer, DecoderPass pass)
    {
        (_layer, _pass, _dropout) = (layer, pass, pass.Dropout?.Remember());
        _adapters = [.. layer.Adapters];
        _states = [.. _adapters.Select(adapter => adapter.RandomState)];
    }

    /// <summary>The layer's output, with its input alone kept for the backward pass.</summary>
    public static Tensor Forward(DecoderLayer layer, Tensor hidden, DecoderPass pass, ActivationCheckpoint checkpoint)
    {
        var run = new LayerRun(layer, pass);
        return checkpoint.Run(run.Compute, hidden, Constants(pass), [.. layer.parameters(), .. run._adapters.SelectMany(adapter => adapter.Parameters)]);
    }

    private static Tensor[] Constants(DecoderPass pass) => pass.Mask is null
        ? [pass.Angles.Cosines, pass.Angles.SignedSines]
        : [pass.Angles.Cosines, pass.Angles.SignedSines, pass.Mask];

    private Tensor Compute(Tensor hidden, IReadOnlyList<Tensor> constants, bool isReplay) =>
        isReplay ? Replay(hidden, constants) : _layer.call(hidden, _pass);

    private Tensor Replay(Tensor hidden, IReadOnlyList<Tensor> constants)
    {
        long[] present = [.. _adapters.Select(adapter => adapter.RandomState)];
        SetStates(_states);
        // The tensors of the pass itself are gone by now.
        DecoderPass pass = _pass with
        {
            Angles = new RotaryAngles(constants[0], constants[1]),
            Mask = constants.Count > 2 ? constants[2] : null,
            Dropout = _dropout?.Remember(),
        };
        Tensor output = _layer.call(hidden, pass);
        SetStates(present);
        return output;
    }

    private void SetStates(long[] states)
    {
        for (int index = 0; index < states.Length; index++)
        {
            _adapters[index].RandomState = states[index];
        }
    }
}
