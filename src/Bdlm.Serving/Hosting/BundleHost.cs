using System.Diagnostics;
using Bdlm.Bundles;
using Bdlm.Recommendations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bdlm.Hosting;

/// <summary>
/// Recommends from the bundle that is loaded at the moment. Another one can take its place while requests are being answered: those that have begun end with the old one, which is
/// released after the last of them.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public sealed partial class BundleHost : IBdlmRecommender, IDisposable
{
    private readonly Lock _gate = new();
    private readonly BdlmServingOptions _options;
    private readonly RequestLimits _limits;
    private readonly ServingMeter _meter;
    private readonly ILogger<BundleHost> _logger;
    private LeasedBundle? _current;
    private bool _disposed;

    /// <summary>Makes a host without a bundle; <see cref="Load"/> gives it one.</summary>
    /// <param name="options">Limits, device and shortlist.</param>
    /// <param name="meter">Told of every request.</param>
    /// <param name="logger">Told of loads and failures.</param>
    public BundleHost(IOptions<BdlmServingOptions> options, ServingMeter meter, ILogger<BundleHost> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(meter);
        ArgumentNullException.ThrowIfNull(logger);
        (_options, _meter, _logger) = (options.Value, meter, logger);
        _limits = new RequestLimits(_options);
    }

    /// <summary>What the loaded bundle says of itself; null where none is loaded.</summary>
    public BundleManifest? Manifest => Volatile.Read(ref _current)?.Manifest;

    /// <summary>Loads a bundle and puts it in the place of the present one, which goes on answering meanwhile. Where loading fails it stays.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellation">Looked at between files.</param>
    /// <exception cref="BundleException">The folder is no bundle, or a damaged one.</exception>
    /// <exception cref="ObjectDisposedException">The host has been disposed.</exception>
    public void Load(string folder, CancellationToken cancellation = default)
    {
        LeasedBundle fresh;
        try
        {
            fresh = Open(folder, cancellation);
        }
        catch (Exception fault)
        {
            _meter.Loaded("failed");
            LogLoadFailed(fault, folder);
            throw;
        }

        LeasedBundle? former;
        lock (_gate)
        {
            if (_disposed)
            {
                fresh.Release();
                throw new ObjectDisposedException(nameof(BundleHost));
            }

            (former, _current) = (_current, fresh);
        }

        _meter.Loaded("ok");
        LogLoaded(folder, fresh.Manifest.Name, fresh.Manifest.Users, fresh.Manifest.Items);
        former?.Release();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No bundle is loaded.</exception>
    public IReadOnlyList<Recommendation> Recommend(RecommendationRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Measured([request.From], () => _limits.Check(request), recommender => [recommender.Recommend(request, cancellation)])[0];
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No bundle is loaded.</exception>
    public IReadOnlyList<IReadOnlyList<Recommendation>> RecommendAll(IReadOnlyList<RecommendationRequest> requests, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        foreach (RecommendationRequest request in requests)
        {
            ArgumentNullException.ThrowIfNull(request, nameof(requests));
        }

        return Measured([.. requests.Select(request => request.From)], () => _limits.Check(requests), recommender => recommender.RecommendAll(requests, cancellation));
    }

    /// <summary>Releases the bundle after the last request that uses it; further requests are refused.</summary>
    public void Dispose()
    {
        LeasedBundle? former;
        lock (_gate)
        {
            _disposed = true;
            (former, _current) = (_current, null);
        }

        former?.Release();
    }

    /// <summary>The loaded bundle, kept until it is released.</summary>
    /// <exception cref="InvalidOperationException">No bundle is loaded.</exception>
    internal LeasedBundle Lease()
    {
        // Between reading and leasing, the bundle may have been replaced and released: then there is another.
        while (Volatile.Read(ref _current) is { } current)
        {
            if (current.TryLease())
            {
                return current;
            }
        }

        ObjectDisposedException.ThrowIf(_disposed, this);
        throw new InvalidOperationException("no bundle is loaded; expected one before the first request. Start the host, or call Load.");
    }

    private LeasedBundle Open(string folder, CancellationToken cancellation)
    {
        _ = BdlmServingOptionsValidator.TryDevice(_options.Device, out TorchSharp.torch.Device device);
        BdlmBundle bundle = BdlmBundle.Load(folder, new BundleLoadOptions { Device = device, MixedPrecision = _options.MixedPrecision }, progress: null, cancellation);
        try
        {
            return new LeasedBundle(bundle, new RecommenderOptions { Shortlist = _options.Shortlist, Parallelism = _options.Parallelism });
        }
        catch
        {
            bundle.Dispose();
            throw;
        }
    }

    private IReadOnlyList<IReadOnlyList<Recommendation>> Measured(RecommendFrom[] from, Action check, Func<BundleRecommender, IReadOnlyList<IReadOnlyList<Recommendation>>> answer)
    {
        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<IReadOnlyList<Recommendation>> lists = [];
        string outcome = "failed";
        try
        {
            check();
            LeasedBundle bundle = Lease();
            try
            {
                lists = answer(bundle.Recommender);
            }
            finally
            {
                bundle.Release();
            }

            outcome = "ok";
            return lists;
        }
        catch (Exception fault)
        {
            outcome = fault switch { ArgumentException => "refused", OperationCanceledException => "cancelled", _ => "failed" };
            if (outcome == "failed")
            {
                LogFailed(fault);
            }

            throw;
        }
        finally
        {
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            for (int place = 0; place < from.Length; place++)
            {
                _meter.Answered(from[place], outcome, elapsed / from.Length, place < lists.Count ? lists[place].Count : 0);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Loaded the bundle {Folder}: {Name}, {Users} users, {Items} items.")]
    private partial void LogLoaded(string folder, string name, int users, int items);

    [LoggerMessage(Level = LogLevel.Error, Message = "The bundle {Folder} was not loaded.")]
    private partial void LogLoadFailed(Exception fault, string folder);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request for recommendations failed.")]
    private partial void LogFailed(Exception fault);
}
