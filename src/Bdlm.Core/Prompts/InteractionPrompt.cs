namespace Bdlm.Prompts;

/// <summary>The question of interaction prediction (the paper's task 1): will this user take this item? Answered Yes or No.</summary>
/// <param name="User">Dense user id.</param>
/// <param name="History">The user's earlier items, oldest first, strictly before the target.</param>
/// <param name="Item">Dense id of the target item.</param>
public sealed record InteractionPrompt(int User, IReadOnlyList<int> History, int Item);
