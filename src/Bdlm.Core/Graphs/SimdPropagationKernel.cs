using Bdlm.Graphs.Simd;
using Bdlm.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Graphs;

/// <summary>
/// Multiplies on the CPU with the processor's widest vectors, whatever the embedding width. The result is the same to the
/// last bit for every number of threads and every tile width. Products may run at the same time on several threads.
/// </summary>
public sealed class SimdPropagationKernel : ILayerMeanKernel, ILayerMeanRowsKernel
{
    private readonly Workspaces _workspaces = new();
    private readonly LayerEngine _layers;
    private readonly BatchEngine _batch;

    /// <summary>Makes a kernel that shares the matrix's arrays.</summary>
    /// <param name="matrix">Symmetric, such as <see cref="NormalizedAdjacency.Of"/> gives.</param>
    /// <param name="options">Threads, tiles and storage; defaults if left out.</param>
    /// <exception cref="ArgumentException">The matrix is not symmetric, or an option lies outside its range.</exception>
    public SimdPropagationKernel(CsrMatrix matrix, SimdKernelOptions? options = null)
    {
        PropagationChecks.Symmetric(matrix);
        options ??= new SimdKernelOptions();
        options.Validate();
        Matrix = matrix;
        Options = options;
        var runner = new ProductRunner(options.MaxThreads ?? get_num_threads(), options.Vectors ?? RowMethod.Widest, options.Storage);
        _layers = new LayerEngine(matrix.Rows, runner, _workspaces, options.ColumnTile);
        _batch = new BatchEngine(matrix.Rows, runner, _workspaces, options.ColumnTile);
    }

    /// <summary>The matrix.</summary>
    public CsrMatrix Matrix { get; }

    /// <summary>The options in force.</summary>
    public SimdKernelOptions Options { get; }

    /// <inheritdoc/>
    public int NodeCount => Matrix.RowCount;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The shape, dtype or device does not fit.</exception>
    /// <remarks>NaN and infinity spread to the neighbours of their node.</remarks>
    public Tensor Multiply(Tensor embeddings) => Run(embeddings, 1, mean: false);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The shape, dtype or device does not fit, or there is no layer.</exception>
    public Tensor LayerMean(Tensor embeddings, int layers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        return Run(embeddings, layers, mean: true);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The shape, dtype or device of a table does not fit, or there is no layer.</exception>
    /// <remarks>Each row is the same to the last bit as that of <see cref="LayerMean"/>, except with bfloat16 storage.</remarks>
    public Tensor LayerMeanRows(Tensor upper, Tensor lower, int layers, NodeSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        PropagationChecks.Tables(upper, lower, NodeCount, DeviceType.CPU);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor first = upper.detach().contiguous(), second = lower.detach().contiguous();
        Tensor result = empty(selection.DistinctNodes.Length, upper.shape[1]);
        if (result.numel() > 0)
        {
            var tables = StackedRows.Of(TensorMemory.Rows(first), TensorMemory.Rows(second), (int)upper.shape[0]);
            _batch.Forward(tables, TensorMemory.Rows(result), (int)upper.shape[1], layers, selection.DistinctNodes);
        }

        return result.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The gradient's shape does not fit the selection, or there is no layer.</exception>
    public (Tensor Upper, Tensor Lower) LayerMeanRowsGradient(Tensor gradient, int upperCount, int layers, NodeSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)upperCount, (uint)NodeCount, nameof(upperCount));
        TensorGuard.Shape(gradient, nameof(gradient), "[selected nodes, dim]", "Give one row a selected node.", selection.DistinctNodes.Length, TensorGuard.Any);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor scaled = gradient.detach().mul(KeptScalar.Of(1f / (layers + 1))).contiguous();
        Tensor upper = Fresh(upperCount, gradient.shape[1]), lower = Fresh(NodeCount - upperCount, gradient.shape[1]);
        if (scaled.numel() > 0)
        {
            var tables = StackedRows.Of(TensorMemory.Rows(upper), TensorMemory.Rows(lower), upperCount);
            _batch.Backward(TensorMemory.Rows(scaled), tables, (int)gradient.shape[1], layers, selection.DistinctNodes);
        }
        else
        {
            upper.zero_();
            lower.zero_();
        }

        return (upper.MoveToOuterDisposeScope(), lower.MoveToOuterDisposeScope());
    }

    /// <summary>Releases the workspace.</summary>
    public void Dispose() => _workspaces.Dispose();

    private Tensor Run(Tensor embeddings, int layers, bool mean)
    {
        PropagationChecks.Embeddings(embeddings, NodeCount, DeviceType.CPU);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor source = embeddings.detach().contiguous();
        Tensor result = Fresh(source.shape[0], source.shape[1]);
        if (source.numel() > 0)
        {
            _layers.Run(TensorMemory.Rows(source), TensorMemory.Rows(result), (int)source.shape[1], layers, mean);
        }

        return result.MoveToOuterDisposeScope();
    }

    private static Tensor Fresh(long rows, long columns)
    {
        Tensor result = empty(rows, columns);
        HugePages.Suggest(TensorMemory.Rows(result).Data, result.numel() * sizeof(float));
        return result;
    }
}
