using static TorchSharp.torch;

namespace Bdlm.Recommending;

/// <summary>The user and item rows of a recommender at one moment, attached to its computation graph.</summary>
/// <param name="Users"><c>[users, dim]</c>, float32.</param>
/// <param name="Items"><c>[items, dim]</c>, float32.</param>
/// <remarks>Disposing releases both handles; a row table that is a parameter itself is handed out as an alias.</remarks>
public sealed record DomainEmbeddings(Tensor Users, Tensor Items) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Users.Dispose();
        Items.Dispose();
    }
}
