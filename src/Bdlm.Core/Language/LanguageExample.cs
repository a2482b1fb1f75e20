namespace Bdlm.Language;

/// <summary>One sample for the language side: a prompt and the answer that is to follow it (Eq. 3).</summary>
/// <param name="Prompt">Token ids; not empty.</param>
/// <param name="Answer">Token ids a_1 … a_n; not empty. One word ("Yes"), or one item token, or several tokens.</param>
public sealed record LanguageExample(IReadOnlyList<int> Prompt, IReadOnlyList<int> Answer);
