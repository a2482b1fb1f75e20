using Bdlm.Serialization;
using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Optimizers;

/// <summary>
/// Gives the dense optimiser a table's gradient for the time of its step, in memory that is kept from step to step and of which only
/// the looked-up rows are written and cleared.
/// </summary>
internal sealed class DenseTableStep(Parameter table) : ITableStep
{
    private readonly Tensor _gradient = zeros_like(table, requires_grad: false).DetachFromDisposeScope();
    private Tensor? _own;
    private bool _isLent;

    /// <inheritdoc/>
    public RowGradients Rows { get; } = new();

    /// <inheritdoc/>
    public IStateful? Moments => null;

    /// <inheritdoc/>
    public void Begin(double learningRate)
    {
        if (Rows.IsEmpty)
        {
            return;
        }

        Rows.AddTo(_gradient);
        _own = table.grad;
        table.grad = _own is null ? _gradient : _gradient.Plus(_own);
        _isLent = true;
    }

    /// <inheritdoc/>
    public void End()
    {
        if (!_isLent)
        {
            return;
        }

        table.grad = _own;
        Rows.ClearIn(_gradient);
        (_own, _isLent) = (null, false);
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
        _gradient.Dispose();
    }
}
