namespace Bdlm.Lab.Reproduction.Diagnostics;

/// <summary>How diagnostic series are named: the kind, a slash, and what of it. Reports draw the series of one kind together.</summary>
internal static class DiagnosticNames
{
    /// <summary>Root mean square of rows over time: <c>rows/L users</c>.</summary>
    public const string Rows = "rows";

    /// <summary>‖λ ∇L_ML‖ / ‖∇ task‖ over time: <c>gradient ratio/L</c>.</summary>
    public const string GradientRatio = "gradient ratio";

    /// <summary>Principal components of item rows: <c>components/before/Drama</c>.</summary>
    public const string Components = "components";

    /// <summary>What stands before the first slash.</summary>
    public static string KindOf(string name) => name.Split('/')[0];

    /// <summary>What stands after it; the whole name where there is none.</summary>
    public static string RestOf(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
