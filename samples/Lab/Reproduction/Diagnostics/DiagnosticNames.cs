namespace Bdlm.Lab.Reproduction.Diagnostics;

/// <summary>How diagnostic series are named: the kind, a slash, and what of it. Reports draw the series of one kind together.</summary>
internal static class DiagnosticNames
{
    /// <summary>Principal components of item rows: <c>components/before/L/Drama</c>.</summary>
    public const string Components = "components";

    private const string Over = " by ";

    /// <summary>What stands before the first slash.</summary>
    public static string KindOf(string name) => name.Split('/')[0];

    /// <summary>What stands after it; the whole name where there is none.</summary>
    public static string RestOf(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>The axes of a unit such as <c>RMS by epoch</c>: what is measured, and over what.</summary>
    public static (string Vertical, string Horizontal) AxesOf(string unit)
    {
        int over = unit.IndexOf(Over, StringComparison.Ordinal);
        return over < 0 ? (unit, "") : (unit[..over], unit[(over + Over.Length)..]);
    }
}
