namespace Bdlm.Recommendations;

/// <summary>Answers who should be shown what. Safe to call from any number of threads.</summary>
public interface IBdlmRecommender
{
    /// <summary>The best items, best first; of items with equal scores the one with the lower dense id.</summary>
    /// <param name="request">For whom, and which.</param>
    /// <param name="cancellation">Looked at between forward passes.</param>
    /// <exception cref="ArgumentException">The request names an unknown user or item, asks for fewer than 1 item, or leaves out what its ranking needs.</exception>
    /// <exception cref="ArithmeticException">A score is not a number: the models had diverged before they were saved.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    IReadOnlyList<Recommendation> Recommend(RecommendationRequest request, CancellationToken cancellation = default);

    /// <summary>A list for each request, in their order, with the same bits as one by one.</summary>
    /// <param name="requests">The requests; all are checked before one is answered.</param>
    /// <param name="cancellation">Looked at between forward passes.</param>
    /// <exception cref="ArgumentException">A request is faulty, as for <see cref="Recommend"/>; its place is told.</exception>
    /// <exception cref="ArithmeticException">A score is not a number: the models had diverged before they were saved.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    IReadOnlyList<IReadOnlyList<Recommendation>> RecommendAll(IReadOnlyList<RecommendationRequest> requests, CancellationToken cancellation = default);
}
