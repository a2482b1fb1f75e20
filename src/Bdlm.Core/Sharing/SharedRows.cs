using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Sharing;

/// <summary>The rows of one of the module's tables that one turn touches, each once, as a small leaf tensor.</summary>
internal sealed class SharedRows : IDisposable
{
    private readonly Tensor _inverse;
    private readonly string _kind;
    private Tensor? _sideRows;

    private SharedRows(string kind, Tensor ids, Tensor inverse, Tensor rows)
    {
        _kind = kind;
        Ids = ids.DetachFromDisposeScope();
        _inverse = inverse.DetachFromDisposeScope();
        Rows = rows.DetachFromDisposeScope();
    }

    /// <summary>The touched rows' ids, <c>[unique]</c>, ascending.</summary>
    public Tensor Ids { get; }

    /// <summary>Copies of the touched rows, <c>[unique, dim]</c>; a leaf that wants a gradient where the module learns.</summary>
    public Tensor Rows { get; }

    /// <summary>Copies the rows of the ids. Costs nothing for the rows that are not named.</summary>
    /// <param name="kind">"user" or "item", for messages.</param>
    /// <param name="table">M's table, <c>[count, dim]</c>.</param>
    /// <param name="ids"><c>[n]</c>, in [0, count), repeated as it comes.</param>
    /// <param name="learns">Whether the loss has a gradient with respect to the rows.</param>
    public static SharedRows Gather(string kind, Tensor table, Tensor ids, bool learns)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        (Tensor unique, Tensor? inverse, _) = ids.to(table.device).unique(sorted: true, return_inverse: true);
        Tensor rows = table.detach().index_select(0, unique).requires_grad_(learns);
        return new SharedRows(kind, unique, inverse!, rows);
    }

    /// <summary>One term of Eq. 7 and 8, for the ids in the order in which they were given.</summary>
    public Tensor Distance(Tensor sideRows, MutualReduction reduction)
    {
        string name = _kind + "Rows";
        ArgumentNullException.ThrowIfNull(sideRows, name);
        TensorGuard.Shape(sideRows, name, "[ids, dim]", $"Give one row for each {_kind} id that the turn began with.", _inverse.shape[0], Rows.shape[1]);
        _sideRows?.Dispose();
        _sideRows = sideRows.detach().DetachFromDisposeScope();
        using var scope = NewDisposeScope();
        Tensor shared = Rows.index_select(0, _inverse);
        return MutualLearningLoss.Distance(sideRows.to(Rows.device), shared, reduction).MoveToOuterDisposeScope();
    }

    /// <summary>The gradient that has reached the rows, <c>[unique, dim]</c>; the caller disposes of it.</summary>
    public Tensor Gradient() => Rows.grad
        ?? throw new InvalidOperationException($"No gradient has reached the shared {_kind} rows. Call backward() on an objective that contains the turn's loss, then Apply().");

    /// <summary>
    /// The side's rows, averaged over the places where an id occurs: <c>[unique, dim]</c>. The caller disposes of it.
    /// </summary>
    public Tensor SideMean()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();

        // In float64 the mean of n equal float32 rows is exactly that row.
        Tensor side = _sideRows!.to(Rows.device).to(ScalarType.Float64);
        Tensor sums = zeros(Rows.shape, dtype: ScalarType.Float64, device: Rows.device).index_add_(0, _inverse, side, KeptScalar.Of(1));
        Tensor counts = zeros([Rows.shape[0]], dtype: ScalarType.Float64, device: Rows.device)
            .index_add_(0, _inverse, ones([side.shape[0]], dtype: ScalarType.Float64, device: Rows.device), KeptScalar.Of(1));
        return (sums / counts.unsqueeze(1)).to(Rows.dtype).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Ids.Dispose();
        _inverse.Dispose();
        Rows.Dispose();
        _sideRows?.Dispose();
    }
}
