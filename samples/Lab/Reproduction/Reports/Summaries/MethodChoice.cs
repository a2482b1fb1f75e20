namespace Bdlm.Lab.Reproduction.Reports.Summaries;

/// <summary>A choice in the method or its training that stands beside what the paper tells.</summary>
/// <param name="Matter">What was chosen: <c>inputs of the head</c>. The paper's settings go by the same name.</param>
/// <param name="Choice">What was chosen, in words.</param>
internal sealed record MethodChoice(string Matter, string Choice);
