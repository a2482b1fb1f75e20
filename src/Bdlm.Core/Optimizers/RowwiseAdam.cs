using System.Runtime.InteropServices;
using Bdlm.Graphs.Simd;
using Bdlm.Serialization;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Optimizers;

/// <summary>
/// Adam for a table of embeddings of which a batch touches a few rows. Only the rows that are named are read and
/// written, so that a step costs the same however long the table is.
/// </summary>
/// <remarks>
/// <para>
/// How it differs from dense Adam: there, a row without gradient still moves by its old momentum, and its moments decay;
/// here it keeps its values, moments and step count bit by bit until it is touched again. The bias correction counts the
/// steps of each row by itself. A row that is touched in every step gets what dense Adam gives.
/// </para>
/// <para>There is no weight decay, because it would reach a row only when a batch happens to touch it.</para>
/// <para>Not safe to use from several threads.</para>
/// </remarks>
public sealed class RowwiseAdam : IStateful, IDisposable
{
    private readonly Tensor _table;
    private readonly AdamOptions _options;
    private readonly Tensor _meanGradient;
    private readonly Tensor _meanSquare;
    private readonly Tensor _steps;
    private readonly RowwiseAdamKernel _kernel;
    private double _learningRate;
    private bool _disposed;

    /// <summary>Makes an optimiser for a table, with moments of zero on the table's device.</summary>
    /// <param name="table"><c>[rows, dim]</c>, of a floating type. Stays the caller's; move it to its device first.</param>
    /// <param name="options">The numbers; the weight decay must be 0.</param>
    /// <exception cref="ArgumentException">The table is not a matrix of a floating type, or an option is out of range.</exception>
    public RowwiseAdam(Tensor table, AdamOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        TensorGuard.Shape(table, nameof(table), "[rows, dim]", "Give a table of embeddings.", TensorGuard.Any, TensorGuard.Any);
        CheckOptions(table, options);
        _table = table;
        _options = options;
        _learningRate = options.LearningRate;
        _kernel = new RowwiseAdamKernel(options);

        // Half-precision tables keep their moments in float32: squares of gradients vanish in sixteen bits.
        ScalarType precise = table.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        _meanGradient = zeros(table.shape, dtype: precise, device: table.device).DetachFromDisposeScope();
        _meanSquare = zeros(table.shape, dtype: precise, device: table.device).DetachFromDisposeScope();
        _steps = zeros([table.shape[0]], dtype: ScalarType.Int64, device: table.device).DetachFromDisposeScope();
    }

    /// <summary>The step size, finite and at least 0; begins as the options say. A schedule may set it before each step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), $"LearningRate is {value}; expected a finite number from 0.");
    }

    /// <summary>Moves the named rows by their gradients and leaves all others bitwise as they are.</summary>
    /// <param name="rowIds"><c>[n]</c>, int64, in [0, rows), each at most once. May be empty.</param>
    /// <param name="rowGradients"><c>[n, dim]</c>: row k is the gradient of the table's row rowIds[k], summed over the batch.</param>
    /// <exception cref="ArgumentException">A shape or type is wrong, or an id occurs twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not a row of the table.</exception>
    public void Step(Tensor rowIds, Tensor rowGradients)
    {
        ArgumentNullException.ThrowIfNull(rowIds);
        ArgumentNullException.ThrowIfNull(rowGradients);
        TensorGuard.Ids(rowIds, nameof(rowIds), _table.shape[0]);
        CheckUnique(rowIds);
        StepUnique(rowIds, rowGradients);
    }

    /// <summary>
    /// As <see cref="Step"/>, with the gradients taken from the table's own dense <c>grad</c>, of which only the named rows
    /// are read. Clear the gradient afterwards as with any optimiser.
    /// </summary>
    /// <param name="rowIds"><c>[n]</c>, int64: the rows that the batch touched, each at most once.</param>
    /// <exception cref="InvalidOperationException">The table has no gradient.</exception>
    /// <exception cref="ArgumentException">A shape or type is wrong, or an id occurs twice.</exception>
    public void StepFromGradient(Tensor rowIds)
    {
        ArgumentNullException.ThrowIfNull(rowIds);
        TensorGuard.Ids(rowIds, nameof(rowIds), _table.shape[0]);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor gradient = _table.grad
            ?? throw new InvalidOperationException("The table has no gradient. Call backward() on a loss that depends on it first.");
        Step(rowIds, gradient.index_select(0, rowIds.to(_table.device)));
    }

    /// <inheritdoc/>
    /// <remarks>Names: <c>exp_avg</c> and <c>exp_avg_sq</c> <c>[rows, dim]</c>, <c>row_steps</c> <c>[rows]</c> int64. The table itself is not included.</remarks>
    public void SaveTo(IDictionary<string, Tensor> state, string prefix) => TensorState.Save(StateTensors, state, prefix);

    /// <inheritdoc/>
    public void LoadFrom(IReadOnlyDictionary<string, Tensor> state, string prefix) => TensorState.Load(StateTensors, state, prefix);

    /// <summary>Releases the moments. The table stays.</summary>
    public void Dispose()
    {
        _disposed = true;
        _meanGradient.Dispose();
        _meanSquare.Dispose();
        _steps.Dispose();
    }

    internal IReadOnlyCollection<(string Name, Tensor Tensor)> StateTensors
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return [("exp_avg", _meanGradient), ("exp_avg_sq", _meanSquare), ("row_steps", _steps)];
        }
    }

    /// <summary><see cref="Step"/> for ids that are known to be different.</summary>
    internal void StepUnique(Tensor rowIds, Tensor rowGradients)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        TensorGuard.Shape(rowGradients, nameof(rowGradients), "[n, dim]", "Give one gradient row for each id.", rowIds.shape[0], _table.shape[1]);
        if (rowIds.shape[0] == 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor ids = rowIds.to(_table.device);
        Tensor gradients = rowGradients.detach().to(_meanGradient.dtype).to(_table.device).contiguous();
        if (RowScatter.IsPlain(_table))
        {
            StepInMemory(ids.contiguous(), gradients);
            return;
        }

        Tensor steps = _steps.index_select(0, ids).Plus(1);
        Tensor mean = _meanGradient.index_select(0, ids).Times(_options.Beta1).Plus(gradients.Times(1 - _options.Beta1));
        Tensor square = _meanSquare.index_select(0, ids).Times(_options.Beta2).Plus(gradients.Squared().Times(1 - _options.Beta2));
        Tensor rows = _table.detach().index_select(0, ids).to(mean.dtype) - Move(mean, square, steps.unsqueeze(1));

        _steps.index_copy_(0, ids, steps);
        _meanGradient.index_copy_(0, ids, mean);
        _meanSquare.index_copy_(0, ids, square);
        _table.index_copy_(0, ids, rows.to(_table.dtype));
    }

    private void StepInMemory(Tensor ids, Tensor gradients) => _kernel.Step(
        MemoryMarshal.Cast<byte, long>(ids.bytes),
        TensorMemory.Rows(gradients),
        TensorMemory.Rows(_table.detach()),
        TensorMemory.Rows(_meanGradient),
        TensorMemory.Rows(_meanSquare),
        MemoryMarshal.Cast<byte, long>(_steps.bytes),
        (int)_table.shape[1],
        _learningRate);

    private static void CheckOptions(Tensor table, AdamOptions options)
    {
        options.Validate();
        if (options.WeightDecay != 0)
        {
            throw new ArgumentException($"WeightDecay is {options.WeightDecay}; expected 0, because rows that no batch touches would never decay. Regularise in the loss instead.", nameof(options));
        }

        if (!table.is_floating_point())
        {
            throw new ArgumentException($"table has dtype {table.dtype}; expected a floating type.", nameof(table));
        }
    }

    private static void CheckUnique(Tensor rowIds)
    {
        using var scope = NewDisposeScope();
        long distinct = rowIds.unique().output.numel();
        if (distinct != rowIds.numel())
        {
            throw new ArgumentException($"rowIds holds {rowIds.numel()} ids of which {distinct} are distinct; expected each once. Sum the gradients of equal ids first.", nameof(rowIds));
        }
    }

    // The bias corrections are powers of the row's own count, in float64 because 1 - 0.999^1 loses digits in float32.
    private Tensor Move(Tensor mean, Tensor square, Tensor steps)
    {
        Tensor counts = steps.to(ScalarType.Float64);
        Tensor firstCorrection = counts.Times(Math.Log(_options.Beta1)).exp().neg().Plus(1);
        Tensor secondCorrection = counts.Times(Math.Log(_options.Beta2)).exp().neg().Plus(1);
        Tensor stepSize = firstCorrection.reciprocal().Times(_learningRate).to(mean.dtype);
        Tensor root = square.sqrt() / secondCorrection.sqrt().to(mean.dtype);
        return stepSize * (mean / root.Plus(_options.Epsilon));
    }
}
