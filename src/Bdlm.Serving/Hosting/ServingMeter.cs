using System.Diagnostics.Metrics;
using Bdlm.Recommendations;

namespace Bdlm.Hosting;

/// <summary>What a host measures of its recommendations, under the meter <see cref="Name"/>.</summary>
public sealed class ServingMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Bdlm.Serving";

    /// <summary>A histogram, in seconds: how long a request took, of a call with several its share; tagged with <c>from</c> and <c>outcome</c> (<c>ok</c>, <c>refused</c>, <c>cancelled</c>, <c>failed</c>).</summary>
    public const string Duration = "bdlm.recommendation.duration";

    /// <summary>A counter: how many items were recommended; tagged with <c>from</c>.</summary>
    public const string Items = "bdlm.recommendation.items";

    /// <summary>A counter: how many bundles were loaded; tagged with <c>outcome</c>.</summary>
    public const string Loads = "bdlm.bundle.loads";

    private readonly Histogram<double> _duration;
    private readonly Counter<long> _items;
    private readonly Counter<long> _loads;

    /// <summary>Makes the instruments.</summary>
    /// <param name="factory">The host's; it owns the meter.</param>
    public ServingMeter(IMeterFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        Meter meter = factory.Create(Name);
        _duration = meter.CreateHistogram<double>(Duration, "s", "How long a request for recommendations took.");
        _items = meter.CreateCounter<long>(Items, "{item}", "Items that were recommended.");
        _loads = meter.CreateCounter<long>(Loads, "{bundle}", "Bundles that were loaded.");
    }

    internal void Answered(RecommendFrom from, string outcome, TimeSpan elapsed, int items)
    {
        _duration.Record(elapsed.TotalSeconds, new("from", from.ToString()), new("outcome", outcome));
        if (items > 0)
        {
            _items.Add(items, new KeyValuePair<string, object?>("from", from.ToString()));
        }
    }

    internal void Loaded(string outcome) => _loads.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
