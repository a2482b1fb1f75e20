namespace Bdlm.Metrics;

/// <summary>What a prompt tells of a user before it asks about an item.</summary>
/// <param name="User">Dense user id.</param>
/// <param name="History">The items in the prompt, oldest first.</param>
/// <param name="Target">The item that the prompt asks about or whose token is the answer; may be a negative.</param>
public readonly record struct PromptHistory(int User, IReadOnlyList<int> History, int Target);
