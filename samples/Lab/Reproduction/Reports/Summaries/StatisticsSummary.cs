using Bdlm.Data;

namespace Bdlm.Lab.Reproduction.Reports.Summaries;

/// <summary>The sizes of a data set or a part of it.</summary>
/// <param name="Part">What was counted: <c>as read</c>, <c>after filtering</c>, <c>training part</c>.</param>
/// <param name="Users">Users with an interaction.</param>
/// <param name="Items">Items with an interaction.</param>
/// <param name="Interactions">Interactions.</param>
internal sealed record StatisticsSummary(string Part, int Users, int Items, int Interactions)
{
    /// <summary>Counts a log.</summary>
    public static StatisticsSummary Of(string part, DataStatistics statistics) => new(part, statistics.Users, statistics.Items, statistics.Interactions);

    /// <summary>The same as the library counts them, with density and means.</summary>
    public DataStatistics ToStatistics() => new(Users, Items, Interactions);
}
