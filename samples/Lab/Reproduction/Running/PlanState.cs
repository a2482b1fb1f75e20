using System.Globalization;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>How far a plan is.</summary>
/// <param name="Done">Finished cells, those of earlier sessions too.</param>
/// <param name="Total">All cells.</param>
/// <param name="Spent">Time of this session.</param>
/// <param name="Left">An estimate of the time left; null where nothing is known yet.</param>
internal sealed record PlanState(int Done, int Total, TimeSpan Spent, TimeSpan? Left)
{
    /// <summary>One line: <c>3/13 cells, 00:12:05 spent, about 00:40:00 left</c>.</summary>
    public override string ToString()
    {
        string left = Left is { } time ? string.Create(CultureInfo.InvariantCulture, $", about {Clock(time)} left") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Done}/{Total} cells, {Clock(Spent)} spent{left}");
    }

    private static string Clock(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}");
}
