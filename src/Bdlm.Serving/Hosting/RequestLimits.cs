using Bdlm.Recommendations;

namespace Bdlm.Hosting;

/// <summary>Refuses requests that ask for more than a host allows.</summary>
internal sealed class RequestLimits(BdlmServingOptions options)
{
    /// <exception cref="ArgumentException">The request asks for too much.</exception>
    public void Check(RecommendationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Require(request.Count, options.MaxCount, nameof(request.Count), nameof(options.MaxCount));
        Require(request.History?.Count ?? 0, options.MaxItems, nameof(request.History), nameof(options.MaxItems));
        Require(request.Candidates?.Count ?? 0, options.MaxItems, nameof(request.Candidates), nameof(options.MaxItems));
    }

    /// <exception cref="ArgumentException">There are too many requests, or one asks for too much.</exception>
    public void Check(IReadOnlyList<RecommendationRequest> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        Require(requests.Count, options.MaxRequests, nameof(requests), nameof(options.MaxRequests));
        foreach (RecommendationRequest request in requests)
        {
            Check(request);
        }
    }

    private static void Require(int actual, int most, string what, string limit)
    {
        if (actual > most)
        {
            throw new ArgumentException(FormattableString.Invariant($"{what} asks for {actual}; expected at most {most}, this host's {limit}. Ask for less, or in parts."), what);
        }
    }
}
