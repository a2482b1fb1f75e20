using Bdlm.Graphs;
using static TorchSharp.torch;

namespace Bdlm.Core.Tests.Graphs;

/// <summary>The reference: a dense matrix in double precision.</summary>
internal sealed class DenseKernel : IPropagationKernel
{
    private readonly Tensor _matrix;

    public DenseKernel(CsrMatrix matrix)
    {
        NodeCount = matrix.RowCount;
        var dense = new double[NodeCount * NodeCount];
        for (int row = 0; row < NodeCount; row++)
        {
            for (int place = 0; place < matrix.ColumnsOf(row).Length; place++)
            {
                dense[(row * NodeCount) + matrix.ColumnsOf(row)[place]] = matrix.ValuesOf(row)[place];
            }
        }

        _matrix = tensor(dense, [NodeCount, NodeCount]).DetachFromDisposeScope();
    }

    public int NodeCount { get; }

    public Tensor Multiply(Tensor embeddings)
    {
        using var _ = no_grad();
        return _matrix.mm(embeddings);
    }

    public void Dispose() => _matrix.Dispose();
}
