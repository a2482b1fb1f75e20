using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Sharing;

/// <summary>
/// One side's turn with the information sharing module: <see cref="InformationSharingModule.Begin"/>, then
/// <see cref="Loss"/>, backward through the side's objective (Eq. 9), then <see cref="Apply"/>.
/// </summary>
/// <example>
/// <code>
/// using SharingTurn turn = sharing.Begin(userIds, itemIds);
/// Tensor objective = taskLoss + (lambda * turn.Loss(userRows, itemRows));
/// objective.backward();
/// optimizer.Step();
/// turn.Apply();
/// </code>
/// </example>
/// <remarks>Its tensors belong to it, whatever dispose scope is open. Dispose of it after the backward pass.</remarks>
public sealed class SharingTurn : IDisposable
{
    private readonly InformationSharingModule _module;
    private readonly SharedRows _users;
    private readonly SharedRows _items;
    private Stage _stage = Stage.Begun;

    internal SharingTurn(InformationSharingModule module, SharedRows users, SharedRows items)
    {
        _module = module;
        _users = users;
        _items = items;
    }

    private enum Stage
    {
        Begun,
        LossTaken,
        Applied,
        Disposed,
    }

    /// <summary>The distinct users of the turn, <c>[unique]</c>, int64, ascending. Belongs to the turn.</summary>
    public Tensor TouchedUsers => _users.Ids;

    /// <summary>The distinct items of the turn, <c>[unique]</c>, int64, ascending. Belongs to the turn.</summary>
    public Tensor TouchedItems => _items.Ids;

    /// <summary>
    /// The side's mutual loss: MSE(e_u, e_u^M) + MSE(e_i, e_i^M), Eq. 7 on the language model's turn and Eq. 8 on the
    /// recommender's. Take it once a turn. Differentiable with respect to the given rows, and with respect to the module's
    /// rows where they learn.
    /// </summary>
    /// <param name="userRows">e_u: <c>[user ids, dim]</c>, the side's rows of the turn's user ids, in their order.</param>
    /// <param name="itemRows">e_i: <c>[item ids, dim]</c>, the side's rows of the turn's item ids, in their order.</param>
    /// <returns>A scalar on the module's device; 0 from a kind without ids. The caller disposes of it.</returns>
    /// <exception cref="ArgumentException">The rows do not have the shape that the ids ask for.</exception>
    /// <exception cref="InvalidOperationException">The turn's loss has been taken already.</exception>
    public Tensor Loss(Tensor userRows, Tensor itemRows)
    {
        Require(Stage.Begun, "Loss() is taken once a turn. Begin another turn for another loss.");
        using var scope = NewDisposeScope();
        MutualReduction reduction = _module.Options.Reduction;
        Tensor loss = _users.Distance(userRows, reduction).Plus(_items.Distance(itemRows, reduction));
        _stage = Stage.LossTaken;
        return loss.MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Renews the touched rows of the module by its rule and leaves all others bitwise as they are. Call it after backward;
    /// the work does not depend on the size of the tables.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// There was no <see cref="Loss"/>, it was applied already, or the module learns and no gradient has reached its rows.
    /// </exception>
    public void Apply()
    {
        Require(Stage.LossTaken, "Apply() comes once, after Loss() and backward().");
        _module.Apply(_users, _items);
        _stage = Stage.Applied;
    }

    /// <summary>Releases the turn's copies. A turn that is disposed of without <see cref="Apply"/> changes nothing.</summary>
    public void Dispose()
    {
        _stage = Stage.Disposed;
        _users.Dispose();
        _items.Dispose();
    }

    private void Require(Stage expected, string remedy)
    {
        ObjectDisposedException.ThrowIf(_stage == Stage.Disposed, this);
        if (_stage != expected)
        {
            throw new InvalidOperationException(remedy);
        }
    }
}
