namespace Bdlm.Lab.Reproduction.Comparison;

/// <summary>Figures without the digits that mean nothing, so that files stay readable.</summary>
internal static class Rounding
{
    private const int Digits = 6;

    /// <summary>A figure to six decimal places.</summary>
    public static double Round(double value) => Math.Round(value, Digits);

    /// <summary>The same where there is one.</summary>
    public static double? Round(double? value) => value is { } known ? Round(known) : null;
}
