using Bdlm.Recommendations;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Bdlm.Hosting;

/// <summary>Healthy where a bundle is loaded and its recommender answers; the language model is not asked, so that the check costs next to nothing.</summary>
internal sealed class BundleHealthCheck(BundleHost host) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return Task.FromResult(Check(cancellationToken));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return Task.FromResult(new HealthCheckResult(context.Registration.FailureStatus, fault.Message, fault));
        }
    }

    private HealthCheckResult Check(CancellationToken cancellation)
    {
        LeasedBundle bundle = host.Lease();
        try
        {
            if (bundle.Manifest.Users > 0)
            {
                var request = new RecommendationRequest { User = bundle.Bundle.UserMap.Original(0), From = RecommendFrom.Recommender, Count = 1, WithSeen = true };
                _ = bundle.Recommender.Recommend(request, cancellation);
            }

            return HealthCheckResult.Healthy(
                $"{bundle.Manifest.Name} is loaded.",
                new Dictionary<string, object> { ["name"] = bundle.Manifest.Name, ["users"] = bundle.Manifest.Users, ["items"] = bundle.Manifest.Items, ["createdBy"] = bundle.Manifest.CreatedBy });
        }
        finally
        {
            bundle.Release();
        }
    }
}
