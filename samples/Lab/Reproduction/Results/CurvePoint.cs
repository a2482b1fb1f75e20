namespace Bdlm.Lab.Reproduction.Results;

/// <summary>One figure of one epoch.</summary>
/// <param name="Series">What is drawn: <c>BDLM/llm MRR</c>, stage before the slash.</param>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Value">The figure.</param>
internal sealed record CurvePoint(string Series, int Epoch, double Value);
