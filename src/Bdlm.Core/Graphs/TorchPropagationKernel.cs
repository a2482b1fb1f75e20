using static TorchSharp.torch;

namespace Bdlm.Graphs;

/// <summary>
/// Multiplies through torch's sparse COO product. Runs on every device that torch knows; on a CPU
/// <see cref="SimdPropagationKernel"/> is many times faster.
/// </summary>
public sealed class TorchPropagationKernel : IPropagationKernel
{
    private readonly Tensor _matrix;

    /// <summary>Makes a kernel with its own copy of the matrix on a device.</summary>
    /// <param name="matrix">Symmetric, such as <see cref="NormalizedAdjacency.Of"/> gives.</param>
    /// <param name="device">Where to multiply; the CPU if left out.</param>
    /// <exception cref="ArgumentException">The matrix is not symmetric.</exception>
    public TorchPropagationKernel(CsrMatrix matrix, Device? device = null)
    {
        PropagationChecks.Symmetric(matrix);
        NodeCount = matrix.RowCount;
        Device = device ?? CPU;
        using var scope = NewDisposeScope();
        Tensor indices = tensor(Coordinates(matrix), [2, matrix.EntryCount], dtype: ScalarType.Int64, device: Device);
        Tensor values = tensor(matrix.Values.ToArray(), dtype: ScalarType.Float32, device: Device);
        _matrix = sparse_coo_tensor(indices, values, [NodeCount, NodeCount], device: Device).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public int NodeCount { get; }

    /// <summary>The device that the matrix lies on.</summary>
    public Device Device { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The shape, dtype or device does not fit.</exception>
    public Tensor Multiply(Tensor embeddings)
    {
        PropagationChecks.Embeddings(embeddings, NodeCount, Device.type);
        using var _ = no_grad();
        return _matrix.mm(embeddings);
    }

    /// <summary>Releases the matrix.</summary>
    public void Dispose() => _matrix.Dispose();

    private static long[] Coordinates(CsrMatrix matrix)
    {
        var coordinates = new long[2L * matrix.EntryCount];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            for (int entry = matrix.RowStarts[row]; entry < matrix.RowStarts[row + 1]; entry++)
            {
                coordinates[entry] = row;
                coordinates[(long)matrix.EntryCount + entry] = matrix.Columns[entry];
            }
        }

        return coordinates;
    }
}
