using Bdlm.Serialization;
using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Optimizers;

/// <summary>Moves the looked-up rows of a table and no others.</summary>
internal sealed class RowwiseTableStep(Parameter table, AdamOptions options) : ITableStep
{
    private readonly RowwiseAdam _adam = new(table, options);

    /// <inheritdoc/>
    public RowGradients Rows { get; } = new();

    /// <inheritdoc/>
    public IStateful Moments => _adam;

    /// <inheritdoc/>
    public void Begin(double learningRate)
    {
        if (table.grad is { } dense)
        {
            Tensor touched = dense.ne(KeptScalar.Of(0)).any(1).nonzero().view(-1);
            Rows.Add(touched, dense.index_select(0, touched));
            table.grad = null;
        }

        if (Rows.Sum() is (Tensor rowIds, Tensor gradients))
        {
            _adam.LearningRate = learningRate;
            _adam.StepUnique(rowIds, gradients);
        }
    }

    /// <inheritdoc/>
    public void End()
    {
    }

    /// <inheritdoc/>
    public void ZeroGrad()
    {
        Rows.Clear();
        table.grad = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Rows.Dispose();
        _adam.Dispose();
    }
}
