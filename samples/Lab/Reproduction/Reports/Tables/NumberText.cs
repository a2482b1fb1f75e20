using System.Globalization;

namespace Bdlm.Lab.Reproduction.Reports.Tables;

/// <summary>Numbers as tables print them, the same in every culture.</summary>
internal static class NumberText
{
    private const double SmallestShown = 0.001;

    /// <summary>What stands where there is no figure.</summary>
    public const string None = "–";

    /// <summary>Three decimal places.</summary>
    public static string Figure(double? value) => value is { } known ? known.ToString("0.000", CultureInfo.InvariantCulture) : None;

    /// <summary>Mean ± deviation; the mean alone for a single seed.</summary>
    public static string Spread(double mean, double? deviation) => deviation is { } spread ? $"{Figure(mean)} ± {Figure(spread)}" : Figure(mean);

    /// <summary>The ends of an interval, or a dash.</summary>
    public static string Range(double? lower, double? upper) => lower is null || upper is null ? None : $"{Figure(lower)} to {Figure(upper)}";

    /// <summary>With its sign.</summary>
    public static string Signed(double value) => value.ToString("+0.000;−0.000;0.000", CultureInfo.InvariantCulture);

    /// <summary>By how much the first is above the second, in per cent of the second; a dash where that is 0.</summary>
    public static string Gain(double first, double second) => second == 0 ? None : (100 * (first - second) / second).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A p-value; small ones as "&lt; 0.001".</summary>
    public static string PValue(double value) => value < SmallestShown ? "< 0.001" : value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A count with groups of three.</summary>
    public static string Count(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Hours and minutes, or seconds where there are few.</summary>
    public static string Duration(double seconds)
    {
        var span = TimeSpan.FromSeconds(Math.Round(seconds));
        return span.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes:00} min")
            : span.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{span.Minutes} min {span.Seconds:00} s")
            : string.Create(CultureInfo.InvariantCulture, $"{span.Seconds} s");
    }
}
