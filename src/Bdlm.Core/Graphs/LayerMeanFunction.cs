using static TorchSharp.torch;

namespace Bdlm.Graphs;

/// <summary>The layer mean as one node of the computation graph: arguments embeddings, kernel, layers.</summary>
internal sealed class LayerMeanFunction : autograd.SingleTensorFunction<LayerMeanFunction>
{
    private const string Kernel = "kernel";
    private const string Layers = "layers";

    /// <inheritdoc/>
    public override string Name => nameof(LayerMeanFunction);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var embeddings = (Tensor)vars[0];
        var kernel = (IPropagationKernel)vars[1];
        int layers = (int)vars[2];
        ctx.set_materialize_grads(false);
        ctx.save_data(Kernel, kernel);
        ctx.save_data(Layers, layers);
        return GraphPropagation.Compute(kernel, embeddings, layers);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        if (grad_output.IsInvalid)
        {
            // Nothing that the loss depends on: no gradient.
            return [null!, null!, null!];
        }

        var kernel = (IPropagationKernel)ctx.get_data(Kernel);
        int layers = (int)ctx.get_data(Layers);
        Tensor gradient = GraphPropagation.Compute(kernel, grad_output, layers);
        grad_output.Dispose();
        return [gradient, null!, null!];
    }
}
