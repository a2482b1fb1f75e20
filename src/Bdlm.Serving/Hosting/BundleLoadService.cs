using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Bdlm.Hosting;

/// <summary>Loads the bundle before the host takes requests; a host whose bundle is damaged does not start.</summary>
internal sealed class BundleLoadService(BundleHost host, IOptions<BdlmServingOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.Run(() => host.Load(options.Value.BundleFolder, cancellationToken), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
