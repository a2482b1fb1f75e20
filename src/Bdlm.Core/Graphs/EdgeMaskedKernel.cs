using static TorchSharp.torch;

namespace Bdlm.Graphs;

/// <summary>
/// Multiplies with the adjacency of a graph that lacks some edges, on top of a kernel for the whole graph. The cost
/// beyond the whole product is one copy of the embeddings and work on the touched nodes. The result equals the smaller
/// graph's to rounding, and the matrix stays symmetric.
/// </summary>
/// <remarks>Holds no tensor and does not own the inner kernel: there is nothing to dispose of.</remarks>
public sealed class EdgeMaskedKernel : IPropagationKernel
{
    private readonly IPropagationKernel _whole;
    private readonly EdgeMask _mask;

    /// <summary>Joins a kernel and a mask of the same graph.</summary>
    /// <param name="whole">The kernel of the whole graph's normalised adjacency; it stays its owner's.</param>
    /// <param name="mask">The edges to leave out.</param>
    /// <exception cref="ArgumentException">They differ in the number of nodes.</exception>
    public EdgeMaskedKernel(IPropagationKernel whole, EdgeMask mask)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(mask);
        if (whole.NodeCount != mask.NodeCount)
        {
            throw new ArgumentException($"mask is for {mask.NodeCount} nodes and the kernel for {whole.NodeCount}; expected both to be of one graph.", nameof(mask));
        }

        _whole = whole;
        _mask = mask;
    }

    /// <inheritdoc/>
    public int NodeCount => _whole.NodeCount;

    /// <inheritdoc/>
    public Tensor Multiply(Tensor embeddings)
    {
        if (_mask.EdgeCount == 0)
        {
            return _whole.Multiply(embeddings);
        }

        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor nodes = tensor(_mask.Nodes, device: embeddings.device);
        Tensor scales = tensor(_mask.Scales, device: embeddings.device).unsqueeze(1);
        Tensor scaled = embeddings.clone();
        scaled.index_copy_(0, nodes, embeddings.index_select(0, nodes).mul_(scales));

        Tensor product = _whole.Multiply(scaled);
        Tensor touched = product.index_select(0, nodes).sub_(Removed(embeddings.device).mm(scaled)).mul_(scales);
        return product.index_copy_(0, nodes, touched).MoveToOuterDisposeScope();
    }

    /// <summary>Does nothing; the whole graph's kernel belongs to its owner.</summary>
    public void Dispose()
    {
    }

    // The rows of M that hold anything, [touched nodes, nodes].
    private Tensor Removed(Device device)
    {
        Tensor indices = tensor((long[])[.. _mask.RemovedRows, .. _mask.RemovedColumns], [2, _mask.RemovedRows.Length], device: device);
        return sparse_coo_tensor(indices, tensor(_mask.RemovedValues, device: device), [_mask.Nodes.Length, NodeCount], device: device);
    }
}
