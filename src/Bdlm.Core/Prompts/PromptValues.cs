namespace Bdlm.Prompts;

/// <summary>What fills a template's slots.</summary>
internal readonly record struct PromptValues(int User, IReadOnlyList<int> History, int? Item, IReadOnlyList<int>? Candidates);
