namespace Bdlm.Lab.Reproduction.Results;

/// <summary>A series of points that explains a result.</summary>
/// <param name="Name">What it shows: <c>rows/L users</c>, <c>gradient ratio/L</c>, <c>components/before/Drama</c>.</param>
/// <param name="Unit">What Y measures, and over what: <c>RMS by epoch</c>.</param>
/// <param name="X">Places, as many as <paramref name="Y"/>.</param>
/// <param name="Y">Values.</param>
internal sealed record DiagnosticSeries(string Name, string Unit, double[] X, double[] Y);
