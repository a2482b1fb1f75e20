using Bdlm.Tensors;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using static TorchSharp.torch;

namespace Bdlm.Embeddings;

/// <summary>
/// A fixed linear map from a recommender's dimension to the language model's, for when they differ. To fewer dimensions it is the truncated
/// singular value decomposition of all rows, which keeps inner products (and so LightGCN's scores) as well as any map of that rank can; to more
/// dimensions it appends zeros, which keeps them exactly.
/// </summary>
/// <remarks>Dispose of it when done. The map is constant; <see cref="Apply"/> is differentiable with respect to the rows.</remarks>
public sealed class EmbeddingProjection : IDisposable
{
    private EmbeddingProjection(Tensor matrix, double keptEnergy)
    {
        Matrix = matrix;
        KeptEnergy = keptEnergy;
    }

    /// <summary>The map, <c>[from, to]</c>, float32, with orthonormal columns (orthonormal rows when it adds dimensions).</summary>
    public Tensor Matrix { get; }

    /// <summary>The share of the rows' squared length that survives, in [0, 1].</summary>
    public double KeptEnergy { get; }

    /// <summary>Finds the map for a recommender's rows.</summary>
    /// <param name="users"><c>[users, from]</c>.</param>
    /// <param name="items"><c>[items, from]</c>.</param>
    /// <param name="dim">The dimension to reach: the language model's hidden size; 1 or more.</param>
    /// <exception cref="ArgumentException">The tables have different widths, or no rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="dim"/> is less than 1.</exception>
    public static EmbeddingProjection Fit(Tensor users, Tensor items, int dim)
    {
        TensorGuard.Shape(users, nameof(users), "[users, from]", "Give the recommender's table.", TensorGuard.Any, TensorGuard.Any);
        TensorGuard.Shape(items, nameof(items), "[items, from]", "Give tables of one recommender.", TensorGuard.Any, users.shape[1]);
        if (dim < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(dim), $"dim is {dim}; expected 1 or more. Give the language model's HiddenSize.");
        }

        int from = (int)users.shape[1];
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        if (dim >= from)
        {
            Tensor padded = eye(from, dim);
            return new EmbeddingProjection(padded.DetachFromDisposeScope(), 1);
        }

        Tensor rows = cat([users, items], 0).to(ScalarType.Float64).cpu();
        (double[] map, double kept) = LeadingDirections(rows.t().mm(rows), from, dim);
        return new EmbeddingProjection(tensor(map, [from, dim], ScalarType.Float32).DetachFromDisposeScope(), kept);
    }

    /// <summary>Maps rows: <c>[n, from]</c> → <c>[n, to]</c>, in the rows' dtype and on their device. The caller disposes.</summary>
    /// <exception cref="ArgumentException">The rows have another width.</exception>
    public Tensor Apply(Tensor rows)
    {
        TensorGuard.Shape(rows, nameof(rows), "[n, from]", "Fit the projection on the same recommender.", TensorGuard.Any, Matrix.shape[0]);
        using var scope = NewDisposeScope();
        return rows.mm(Matrix.to(rows.dtype).to(rows.device)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => Matrix.Dispose();

    /// <summary>The right singular vectors of the rows as the eigenvectors of rowsᵀ rows, largest first, each with its largest entry positive.</summary>
    private static (double[] Map, double Kept) LeadingDirections(Tensor gram, int from, int dim)
    {
        Matrix<double> matrix = Matrix<double>.Build.Dense(from, from, gram.data<double>().ToArray());
        Evd<double> evd = matrix.Evd(Symmetricity.Symmetric);
        double total = evd.EigenValues.Sum(v => Math.Max(0, v.Real));
        double kept = 0;
        var map = new double[from * dim];
        for (int column = 0; column < dim; column++)
        {
            int source = from - 1 - column;
            Vector<double> direction = evd.EigenVectors.Column(source);
            double sign = direction[direction.AbsoluteMaximumIndex()] < 0 ? -1 : 1;
            kept += Math.Max(0, evd.EigenValues[source].Real);
            for (int row = 0; row < from; row++)
            {
                map[(row * dim) + column] = sign * direction[row];
            }
        }

        return (map, total > 0 ? kept / total : 1);
    }
}
