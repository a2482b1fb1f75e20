using Bdlm.Fusion;
using Bdlm.Recommending;

namespace Bdlm.Lab.Experiments;

/// <summary>A recommender with the head that joins it with a language model's features.</summary>
/// <param name="Recommender">The recommender.</param>
/// <param name="Head">The head.</param>
internal sealed record DomainRow(IDomainRecommender Recommender, KnowledgeFusionHead Head) : IDisposable
{
    public void Dispose()
    {
        Recommender.Module.Dispose();
        Head.Dispose();
    }
}
