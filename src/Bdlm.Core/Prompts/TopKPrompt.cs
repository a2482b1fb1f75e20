namespace Bdlm.Prompts;

/// <summary>The question of top-K recommendation (the paper's task 2): which item will this user take next? Answered with an item token.</summary>
/// <param name="User">Dense user id.</param>
/// <param name="History">The user's earlier items, oldest first, strictly before the target.</param>
/// <param name="Candidates">The items to choose from, in the order in which the prompt shows them; null asks about the whole catalogue.</param>
public sealed record TopKPrompt(int User, IReadOnlyList<int> History, IReadOnlyList<int>? Candidates = null);
