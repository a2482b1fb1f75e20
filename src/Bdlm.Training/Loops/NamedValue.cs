namespace Bdlm.Loops;

/// <summary>A number with its name, such as a loss or a metric.</summary>
/// <param name="Name">Such as "L_LLM" or "HR@1".</param>
/// <param name="Value">The value.</param>
public readonly record struct NamedValue(string Name, double Value);
