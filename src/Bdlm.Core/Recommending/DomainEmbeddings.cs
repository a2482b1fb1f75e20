using static TorchSharp.torch;

namespace Bdlm.Recommending;

/// <summary>The user and item rows of a recommender at one moment, attached to its computation graph.</summary>
/// <param name="Users"><c>[users, dim]</c>, float32: what pair features and scores are made of.</param>
/// <param name="Items"><c>[items, dim]</c>, float32.</param>
/// <remarks>Disposing releases all handles; a row table that is a parameter itself is handed out as an alias.</remarks>
public sealed record DomainEmbeddings(Tensor Users, Tensor Items) : IDisposable
{
    /// <summary>
    /// <c>[users, dim]</c>, float32: the user rows to preload from and to align with the sharing module (Eq. 8).
    /// <see cref="Users"/> itself, unless the recommender was told to share other rows.
    /// </summary>
    public Tensor AlignedUsers { get; init; } = Users;

    /// <summary><c>[items, dim]</c>, float32: as <see cref="AlignedUsers"/>, for items.</summary>
    public Tensor AlignedItems { get; init; } = Items;

    /// <inheritdoc/>
    public void Dispose()
    {
        Users.Dispose();
        Items.Dispose();
        AlignedUsers.Dispose();
        AlignedItems.Dispose();
    }
}
