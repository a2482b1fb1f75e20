using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

/// <summary>The dropout of one training pass: its masks follow from the generator's state alone, in the order of asking. Owns the generator.</summary>
internal sealed class DropoutMasks(double probability, Generator generator, Device device) : IDisposable
{
    /// <summary>Masks that follow from a seed.</summary>
    public DropoutMasks(double probability, ulong seed, Device device)
        : this(probability, new Generator(seed, device), device)
    {
    }

    /// <summary>Zeroes a share of the values and scales the others up, so that the expectation stays.</summary>
    public Tensor Apply(Tensor values)
    {
        using var scope = NewDisposeScope();
        double kept = 1 - probability;
        Tensor mask = empty(values.shape, dtype: values.dtype, device: values.device).bernoulli_(kept, generator).div_(KeptScalar.Of(kept));
        return (values * mask).MoveToOuterDisposeScope();
    }

    /// <summary>The present place in the sequence, so that the masks after it can be drawn a second time.</summary>
    public DropoutReplay Remember()
    {
        using var scope = NewDisposeScope();
        return new DropoutReplay(probability, generator.get_state().bytes.ToArray(), device);
    }

    /// <inheritdoc/>
    public void Dispose() => generator.Dispose();
}
