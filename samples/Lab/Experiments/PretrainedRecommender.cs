using Bdlm.Loops;
using Bdlm.Recommending;

namespace Bdlm.Lab.Experiments;

/// <summary>A recommender that was trained alone.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Model">Its weights.</param>
/// <param name="History">How its training went.</param>
internal sealed record PretrainedRecommender(DomainKind Kind, IDomainRecommender Model, TrainingHistory History) : IDisposable
{
    public void Dispose() => Model.Module.Dispose();
}
