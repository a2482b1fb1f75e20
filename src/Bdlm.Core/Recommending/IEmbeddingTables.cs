using TorchSharp.Modules;

namespace Bdlm.Recommending;

/// <summary>
/// A recommender whose users and items have a trained row each: layer 0 of a graph model, the table itself of a
/// factorisation model. Weight decay on a batch's rows and row-wise optimisers work on these.
/// </summary>
public interface IEmbeddingTables
{
    /// <summary><c>[UserCount, dim]</c>, float32. Owned by the model: do not dispose. Moving the module may replace it.</summary>
    Parameter UserTable { get; }

    /// <summary><c>[ItemCount, dim]</c>, float32. Owned by the model: do not dispose. Moving the module may replace it.</summary>
    Parameter ItemTable { get; }
}
