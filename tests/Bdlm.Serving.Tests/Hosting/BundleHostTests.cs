using Bdlm.Bundles;
using Bdlm.Recommendations;
using Bdlm.Worlds;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bdlm.Hosting;

public sealed class BundleHostTests
{
    [Fact]
    public async Task AddBdlm_HostStarts_RecommendsAndIsHealthy()
    {
        using var world = new TinyWorld();
        using IHost host = Build(world.Save());
        await host.StartAsync();
        var recommender = host.Services.GetRequiredService<IBdlmRecommender>();
        Assert.Equal(3, recommender.Recommend(new RecommendationRequest { User = "u0", Count = 3 }).Count);
        HealthReportEntry entry = (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["bdlm"];
        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal(("tiny films", 6, 12), (entry.Data["name"], entry.Data["users"], entry.Data["items"]));
        await host.StopAsync();
    }

    [Fact]
    public async Task AddBdlm_OptionsWithFaults_HostNamesAllAndDoesNotStart()
    {
        using IHost host = Build("", options => (options.Device, options.Shortlist, options.MaxCount) = ("tpu", 0, -1));
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(
            ["BundleFolder is empty; expected the folder of a bundle.", "Device is \"tpu\"; expected cpu, cuda or cuda:N.", "Shortlist is 0; expected at least 1.", "MaxCount is -1; expected at least 1."],
            fault.Failures);
    }

    [Fact]
    public async Task AddBdlm_DamagedBundle_HostDoesNotStart()
    {
        using var folder = new TemporaryFolder();
        using IHost host = Build(folder.Path);
        await Assert.ThrowsAsync<BundleException>(() => host.StartAsync());
        HealthReportEntry entry = (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["bdlm"];
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.StartsWith("no bundle is loaded", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Recommend_MoreThanTheHostAllows_IsRefused()
    {
        using var world = new TinyWorld();
        using IHost host = Build(world.Save(), options => (options.MaxCount, options.MaxItems, options.MaxRequests) = (5, 2, 3));
        BundleHost recommender = host.Services.GetRequiredService<BundleHost>();
        recommender.Load(world.Folder);
        var request = new RecommendationRequest { User = "u0", From = RecommendFrom.Recommender };
        Assert.StartsWith("Count asks for 6; expected at most 5, this host's MaxCount. Ask for less, or in parts.", Refused(request with { Count = 6 }), StringComparison.Ordinal);
        Assert.StartsWith("History asks for 3; expected at most 2", Refused(request with { Count = 1, History = ["film-0", "film-1", "film-2"] }), StringComparison.Ordinal);
        Assert.StartsWith("Candidates asks for 3;", Refused(request with { Count = 1, Candidates = ["film-0", "film-1", "film-2"] }), StringComparison.Ordinal);
        RecommendationRequest small = request with { Count = 5 };
        Assert.StartsWith("requests asks for 4;", Assert.Throws<ArgumentException>(() => recommender.RecommendAll([small, small, small, small])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("requests", () => recommender.RecommendAll([small, null!]));
        Assert.Equal(3, recommender.RecommendAll([small, small, small]).Count);

        string Refused(RecommendationRequest faulty) => Assert.Throws<ArgumentException>(() => recommender.Recommend(faulty)).Message;
    }

    [Fact]
    public void Recommend_EveryRequest_IsMeasured()
    {
        using var world = new TinyWorld();
        using IHost host = Build(world.Save());
        BundleHost recommender = host.Services.GetRequiredService<BundleHost>();
        var factory = host.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
        using var duration = new MetricCollector<double>(factory, ServingMeter.Name, ServingMeter.Duration);
        using var items = new MetricCollector<long>(factory, ServingMeter.Name, ServingMeter.Items);
        using var loads = new MetricCollector<long>(factory, ServingMeter.Name, ServingMeter.Loads);
        Assert.Throws<BundleException>(() => recommender.Load(Path.GetTempPath()));
        recommender.Load(world.Folder);
        var request = new RecommendationRequest { User = "u0", From = RecommendFrom.Recommender, Count = 2 };
        recommender.RecommendAll([request, request with { From = RecommendFrom.LanguageModel }]);
        Assert.Throws<ArgumentException>(() => recommender.Recommend(request with { User = "nobody" }));
        Assert.Throws<OperationCanceledException>(() => recommender.Recommend(request, new CancellationToken(canceled: true)));

        Assert.Equal(["failed", "ok"], loads.GetMeasurementSnapshot().Select(measured => measured.Tags["outcome"]));
        Assert.Equal(["Recommender ok", "LanguageModel ok", "Recommender refused", "Recommender cancelled"], duration.GetMeasurementSnapshot().Select(measured => $"{measured.Tags["from"]} {measured.Tags["outcome"]}"));
        Assert.All(duration.GetMeasurementSnapshot(), measured => Assert.InRange(measured.Value, 0, 60));
        Assert.Equal([2, 2], items.GetMeasurementSnapshot().Select(measured => measured.Value));
    }

    [Fact]
    public async Task Load_WhileRequestsAreAnswered_GivesOneBundlesListOrTheOthers()
    {
        using TinyWorld first = new(), second = new(TinyWorld.Kinds["mf"]);
        string[] folders = [first.Save(), second.Save()];
        using IHost host = Build(folders[0]);
        BundleHost recommender = host.Services.GetRequiredService<BundleHost>();
        var request = new RecommendationRequest { User = "u0", Count = 5 };
        var expected = new List<IReadOnlyList<Recommendation>>();
        foreach (string folder in folders)
        {
            recommender.Load(folder);
            expected.Add(recommender.Recommend(request));
        }

        Assert.NotEqual(expected[0], expected[1]);
        using var stop = new CancellationTokenSource();
        Task<int>[] askers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => Ask(stop.Token)))];
        for (int round = 0; round < 10; round++)
        {
            recommender.Load(folders[round % 2]);
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(askers), answered => Assert.NotEqual(0, answered));

        int Ask(CancellationToken stopped)
        {
            int answered = 0;
            for (; answered == 0 || !stopped.IsCancellationRequested; answered++)
            {
                IReadOnlyList<Recommendation> found = recommender.Recommend(request);
                Assert.True(found.SequenceEqual(expected[0]) || found.SequenceEqual(expected[1]), string.Join(' ', found));
            }

            return answered;
        }
    }

    [Fact]
    public void Load_OfAnother_ReleasesTheFormerAfterItsLastRequest()
    {
        using var world = new TinyWorld();
        using IHost host = Build(world.Save());
        BundleHost recommender = host.Services.GetRequiredService<BundleHost>();
        recommender.Load(world.Folder);
        LeasedBundle former = recommender.Lease();
        recommender.Load(world.Folder);
        Assert.False(former.Bundle.Language.Embedding.Users.IsInvalid);
        former.Release();
        Assert.True(former.Bundle.Language.Embedding.Users.IsInvalid);
        Assert.False(former.TryLease());
        recommender.Dispose();
        Assert.Throws<ObjectDisposedException>(() => recommender.Recommend(new RecommendationRequest { User = "u0" }));
        Assert.Throws<ObjectDisposedException>(() => recommender.Load(world.Folder));
    }

    [Fact]
    public void Load_ThatFails_LeavesTheFormer()
    {
        using var world = new TinyWorld();
        using IHost host = Build(world.Save());
        BundleHost recommender = host.Services.GetRequiredService<BundleHost>();
        recommender.Load(world.Folder);
        Assert.Throws<BundleException>(() => recommender.Load(Path.GetTempPath()));
        Assert.Equal("tiny films", recommender.Manifest!.Name);
        Assert.Single(recommender.Recommend(new RecommendationRequest { User = "u0", Count = 1 }));
    }

    private static IHost Build(string folder, Action<BdlmServingOptions>? further = null)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddBdlm(options =>
        {
            options.BundleFolder = folder;
            further?.Invoke(options);
        });
        return builder.Build();
    }
}
