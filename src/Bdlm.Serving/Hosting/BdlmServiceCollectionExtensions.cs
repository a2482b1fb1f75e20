using Bdlm.Recommendations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Bdlm.Hosting;

/// <summary>Adds recommendations to a host.</summary>
public static class BdlmServiceCollectionExtensions
{
    /// <summary>The name of the health check.</summary>
    public const string HealthCheckName = "bdlm";

    /// <summary>
    /// Adds <see cref="IBdlmRecommender"/> and its <see cref="BundleHost"/>, both the same single object: the bundle is loaded and the options are checked when the host starts.
    /// Adds a health check, too, and the meter <see cref="ServingMeter.Name"/>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddBdlm(this IServiceCollection services, Action<BdlmServingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<BdlmServingOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BdlmServingOptions>, BdlmServingOptionsValidator>());
        services.AddMetrics();
        services.AddLogging();
        services.TryAddSingleton<ServingMeter>();
        services.TryAddSingleton<BundleHost>();
        services.TryAddSingleton<IBdlmRecommender>(provider => provider.GetRequiredService<BundleHost>());
        services.AddHostedService<BundleLoadService>();
        services.AddHealthChecks().AddCheck<BundleHealthCheck>(HealthCheckName);
        return services;
    }
}
