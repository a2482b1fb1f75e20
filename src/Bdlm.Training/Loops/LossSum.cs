namespace Bdlm.Loops;

/// <summary>The sum of a named loss over the steps that reported it.</summary>
internal sealed record LossSum(string Name, double Total, long Count);
