using Bdlm.Graphs.Simd;
using TorchSharp;
using static TorchSharp.torch;

namespace Bdlm.Graphs;

/// <summary>
/// Multiplies on the CPU with the processor's widest vectors, whatever the embedding width. The result is the same to the
/// last bit for every number of threads and every tile width. Products may run at the same time on several threads.
/// </summary>
public sealed class SimdPropagationKernel : ILayerMeanKernel
{
    private readonly LayerEngine _engine;

    /// <summary>Makes a kernel that shares the matrix's arrays.</summary>
    /// <param name="matrix">Symmetric, such as <see cref="NormalizedAdjacency.Of"/> gives.</param>
    /// <param name="options">Threads and tiles; defaults if left out.</param>
    /// <exception cref="ArgumentException">The matrix is not symmetric, or an option lies outside its range.</exception>
    public SimdPropagationKernel(CsrMatrix matrix, SimdKernelOptions? options = null)
    {
        PropagationChecks.Symmetric(matrix);
        options ??= new SimdKernelOptions();
        options.Validate();
        Matrix = matrix;
        Options = options;
        _engine = new LayerEngine(matrix, options.MaxThreads ?? get_num_threads(), options.ColumnTile);
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

    /// <summary>Releases the workspace.</summary>
    public void Dispose() => _engine.Dispose();

    private Tensor Run(Tensor embeddings, int layers, bool mean)
    {
        PropagationChecks.Embeddings(embeddings, NodeCount, DeviceType.CPU);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor source = embeddings.detach().contiguous();
        Tensor result = empty_like(source);
        if (source.numel() > 0)
        {
            HugePages.Suggest(TensorMemory.Rows(result).Data, result.numel());
            _engine.Run(TensorMemory.Rows(source), TensorMemory.Rows(result), (int)source.shape[1], layers, mean);
        }

        return result.MoveToOuterDisposeScope();
    }
}
