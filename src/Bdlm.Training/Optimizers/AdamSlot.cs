using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Optimizers;

/// <summary>One parameter with its moments and its number of steps.</summary>
internal sealed class AdamSlot : IDisposable
{
    public AdamSlot(string name, Parameter parameter)
    {
        Name = name;
        Parameter = parameter;
        MeanGradient = zeros_like(parameter, requires_grad: false).DetachFromDisposeScope();
        MeanSquare = zeros_like(parameter, requires_grad: false).DetachFromDisposeScope();
        Step = zeros([], dtype: ScalarType.Float32, device: parameter.device).DetachFromDisposeScope();
    }

    public string Name { get; }

    public Parameter Parameter { get; }

    public Tensor MeanGradient { get; }

    public Tensor MeanSquare { get; }

    /// <summary>A scalar on the parameter's device, as the fused kernels want it.</summary>
    public Tensor Step { get; }

    public IEnumerable<(string Name, Tensor Tensor)> StateTensors =>
        [(Name + ".exp_avg", MeanGradient), (Name + ".exp_avg_sq", MeanSquare), (Name + ".step", Step)];

    /// <summary>The gradient, laid out as the parameter is; null where there is none. The caller disposes of it.</summary>
    /// <exception cref="InvalidOperationException">The parameter has been replaced, or its gradient is sparse.</exception>
    public Tensor? Gradient()
    {
        if (Parameter.IsInvalid)
        {
            throw new InvalidOperationException($"The parameter '{Name}' has been disposed of since the optimiser was made. Move the module to its device first, then make the optimiser.");
        }

        Tensor? gradient = Parameter.grad;
        if (gradient is { is_sparse: true })
        {
            throw new InvalidOperationException($"The gradient of '{Name}' is sparse; fused Adam needs a dense one. Make the embedding with sparse: false, or use RowwiseAdam.");
        }

        return gradient?.contiguous();
    }

    public void Dispose()
    {
        MeanGradient.Dispose();
        MeanSquare.Dispose();
        Step.Dispose();
    }
}
