using Bdlm.Recommendations;

namespace Bdlm.Hosting;

/// <summary>What a host that recommends is told, in code or by a section of its configuration.</summary>
public sealed class BdlmServingOptions
{
    /// <summary>The folder of the bundle that is loaded when the host starts. Required.</summary>
    public string BundleFolder { get; set; } = "";

    /// <summary>Where the models live: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>. Default <c>cpu</c>.</summary>
    public string Device { get; set; } = "cpu";

    /// <summary>Whether the language model's linear maps multiply in bfloat16. Default false.</summary>
    public bool MixedPrecision { get; set; }

    /// <summary>How many items each side puts on the cascade's list, at least 1 (<see cref="RecommenderOptions.Shortlist"/>). Default 50.</summary>
    public int Shortlist { get; set; } = 50;

    /// <summary>The most requests of one call that are answered at the same time, at least 1; null for as many as there are processors.</summary>
    public int? Parallelism { get; set; }

    /// <summary>The most items that a request may ask for, at least 1. Default 100.</summary>
    public int MaxCount { get; set; } = 100;

    /// <summary>The longest history, and the longest list of candidates, of a request, at least 1. Default 1,000.</summary>
    public int MaxItems { get; set; } = 1000;

    /// <summary>The most requests of one call, at least 1. Default 100.</summary>
    public int MaxRequests { get; set; } = 100;
}
