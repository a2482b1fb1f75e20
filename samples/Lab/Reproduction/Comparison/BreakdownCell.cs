namespace Bdlm.Lab.Reproduction.Comparison;

/// <summary>HR@1 of a row on some of the questions.</summary>
/// <param name="Row">The row's key.</param>
/// <param name="Group">The range of the group.</param>
/// <param name="Users">How many users it holds.</param>
/// <param name="Mean">HR@1, mean over seeds.</param>
/// <param name="Lower">The lower end of the 95 % bootstrap interval over the group's users.</param>
/// <param name="Upper">Its upper end.</param>
internal sealed record BreakdownCell(string Row, string Group, int Users, double Mean, double Lower, double Upper);
