namespace Bdlm.Evaluation;

/// <summary>A user with what is known of them, and the items to be ranked.</summary>
/// <param name="User">Dense user id.</param>
/// <param name="History">The user's earlier items, oldest first; never the target.</param>
/// <param name="Candidates">The items to score.</param>
public sealed record RankingQuestion(int User, IReadOnlyList<int> History, IReadOnlyList<int> Candidates);
