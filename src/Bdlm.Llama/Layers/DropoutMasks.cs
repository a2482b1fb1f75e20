using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

/// <summary>The dropout of one training pass: its masks follow from the seed alone, in the order of asking.</summary>
internal sealed class DropoutMasks(double probability, ulong seed, Device device) : IDisposable
{
    private readonly Generator _generator = new(seed, device);

    /// <summary>Zeroes a share of the values and scales the others up, so that the expectation stays.</summary>
    public Tensor Apply(Tensor values)
    {
        using var scope = NewDisposeScope();
        double kept = 1 - probability;
        Tensor mask = empty(values.shape, dtype: values.dtype, device: values.device).bernoulli_(kept, _generator).div_(kept);
        return (values * mask).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => _generator.Dispose();
}
