namespace Bdlm.Lab.Backbone.Probing;

/// <summary>A question about the catalogue, answered by the choice that a model finds likeliest.</summary>
/// <param name="Kind">What is asked for; results are reported by kind.</param>
/// <param name="Prompt">What stands before the answer.</param>
/// <param name="Choices">The answers, each with its leading space.</param>
/// <param name="Right">The places of the right ones in <paramref name="Choices"/>; at least one.</param>
internal sealed record ProbeQuestion(string Kind, string Prompt, IReadOnlyList<string> Choices, IReadOnlyList<int> Right);
