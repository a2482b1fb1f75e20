namespace Bdlm.Lab.World;

/// <summary>How large a generated world is and what taste is made of.</summary>
internal sealed record WorldOptions
{
    public int Users { get; init; } = 600;

    public int Items { get; init; } = 300;

    public int ShortestHistory { get; init; } = 8;

    public int LongestHistory { get; init; } = 24;

    /// <summary>The number of hidden communities.</summary>
    public int Groups { get; init; } = 8;

    /// <summary>How strongly a user's genres count, which a reader of titles can know.</summary>
    public double GenreWeight { get; init; } = 2.5;

    /// <summary>How strongly a community's favourites count, which only behaviour shows.</summary>
    public double GroupWeight { get; init; } = 2.0;

    /// <summary>How strongly general popularity counts.</summary>
    public double PopularityWeight { get; init; } = 0.8;
}
