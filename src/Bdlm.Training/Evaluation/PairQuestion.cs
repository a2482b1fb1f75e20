namespace Bdlm.Evaluation;

/// <summary>Whether a user will take an item.</summary>
/// <param name="User">Dense user id.</param>
/// <param name="History">The user's earlier items, oldest first; never the item asked about.</param>
/// <param name="Item">Dense item id.</param>
public sealed record PairQuestion(int User, IReadOnlyList<int> History, int Item);
