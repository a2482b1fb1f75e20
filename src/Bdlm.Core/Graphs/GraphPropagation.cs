using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Graphs;

/// <summary>
/// LightGCN's propagation: the mean of the embeddings and of their images under 1 to K products with the normalised
/// adjacency, (E^(0) + E^(1) + … + E^(K)) / (K + 1) with E^(k+1) = A·E^(k).
/// </summary>
public static class GraphPropagation
{
    /// <summary>The layer mean, differentiable once with respect to <paramref name="embeddings"/>.</summary>
    /// <param name="kernel">Multiplies with A. It must live until the backward pass is over.</param>
    /// <param name="embeddings">E^(0), <c>[nodes, dim]</c>, float32, on the kernel's device.</param>
    /// <param name="layers">K, at least 0; with 0 the result equals the input.</param>
    /// <returns><c>[nodes, dim]</c>, float32. The caller disposes.</returns>
    /// <exception cref="ArgumentException">The embeddings' shape, dtype or device does not fit the kernel.</exception>
    /// <remarks>
    /// A is symmetric, hence so is the polynomial in A that the layer mean applies: the gradient of the input is the
    /// layer mean of the gradient of the output, and one function serves both directions.
    /// </remarks>
    public static Tensor LayerMean(IPropagationKernel kernel, Tensor embeddings, int layers)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(embeddings);
        ArgumentOutOfRangeException.ThrowIfNegative(layers);
        if (layers == 0)
        {
            return embeddings.alias();
        }

        using var scope = NewDisposeScope();
        return LayerMeanFunction.apply(embeddings, kernel, layers).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Some rows of the layer mean, differentiable once: what a training batch needs. A kernel that can
    /// (<see cref="ILayerMeanRowsKernel"/>) computes the last layer in these rows only and starts the gradient from them;
    /// values and gradient are those of <see cref="LayerMean"/> followed by a selection, up to rounding of the gradient.
    /// </summary>
    /// <param name="kernel">Multiplies with A. It must live until the backward pass is over.</param>
    /// <param name="embeddings">E^(0), <c>[nodes, dim]</c>, float32, on the kernel's device.</param>
    /// <param name="layers">K, at least 0.</param>
    /// <param name="rows"><c>[rows]</c>, int64, in [0, nodes), in any order; a repeated row is computed once.</param>
    /// <returns><c>[rows, dim]</c>, float32, in the order of <paramref name="rows"/>. The caller disposes.</returns>
    /// <exception cref="ArgumentException">The embeddings or the rows do not fit the kernel.</exception>
    public static Tensor LayerMeanRows(IPropagationKernel kernel, Tensor embeddings, int layers, Tensor rows)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(embeddings);
        ArgumentOutOfRangeException.ThrowIfNegative(layers);
        TensorGuard.Shape(embeddings, nameof(embeddings), "[nodes, dim]", "Stack the user rows over the item rows.", kernel.NodeCount, TensorGuard.Any);
        TensorGuard.Ids(rows, nameof(rows), kernel.NodeCount);
        using var scope = NewDisposeScope();
        if (layers == 0 || kernel is not ILayerMeanRowsKernel some)
        {
            return LayerMean(kernel, embeddings, layers).index_select(0, rows).MoveToOuterDisposeScope();
        }

        var selection = NodeSelection.Of(Ids(rows), kernel.NodeCount);
        var call = new RowsCall(some, layers, selection, [(int)rows.shape[0]], kernel.NodeCount, WithTables: false);
        Tensor none = zeros(0, embeddings.shape[1], ScalarType.Float32, embeddings.device);
        return LayerMeanRowsFunction.apply(embeddings, none, call)[0].MoveToOuterDisposeScope();
    }

    /// <summary>
    /// As <see cref="LayerMeanRows(IPropagationKernel, Tensor, int, Tensor)"/> for a user table over an item table, without
    /// stacking them. Gives also the tables' own rows, if asked for: the gradient of a weight decay on them joins that of the
    /// mean before it becomes as large as the tables.
    /// </summary>
    internal static BatchRows LayerMeanRows(ILayerMeanRowsKernel kernel, Tensor users, Tensor items, int layers, Tensor userIds, Tensor itemIds, bool withTables)
    {
        using var scope = NewDisposeScope();
        int userCount = (int)users.shape[0];
        Tensor nodes = cat([userIds, itemIds.Plus(userCount)]);
        int[] pieces = [(int)userIds.shape[0], (int)itemIds.shape[0]];
        var call = new RowsCall(kernel, layers, NodeSelection.Of(Ids(nodes), kernel.NodeCount), pieces, userCount, withTables);
        Tensor[] rows = [.. LayerMeanRowsFunction.apply(users, items, call).Select(row => row.MoveToOuterDisposeScope())];
        return new BatchRows(rows[0], rows[1], withTables ? rows[2] : null, withTables ? rows[3] : null);
    }

    private static long[] Ids(Tensor ids) => ids.cpu().contiguous().data<long>().ToArray();

    /// <summary>The layer mean without gradient, fused where the kernel can.</summary>
    internal static Tensor Compute(IPropagationKernel kernel, Tensor embeddings, int layers)
    {
        if (kernel is ILayerMeanKernel fused)
        {
            return fused.LayerMean(embeddings, layers);
        }

        using var scope = NewDisposeScope();
        Tensor sum = embeddings.clone();
        Tensor current = embeddings;
        for (int layer = 0; layer < layers; layer++)
        {
            current = kernel.Multiply(current);
            sum.PlusInPlace(current);
        }

        return sum.mul_(KeptScalar.Of(1.0 / (layers + 1))).MoveToOuterDisposeScope();
    }
}
