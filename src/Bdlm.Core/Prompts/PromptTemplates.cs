namespace Bdlm.Prompts;

/// <summary>
/// Short English templates in the spirit of the paper's table 2. They are kept short because small models train on them; write your own
/// for a model that follows instructions.
/// </summary>
public static class PromptTemplates
{
    /// <summary>Task 1, interaction prediction: answered " Yes" or " No".</summary>
    public static PromptTemplate Interaction { get; } = new("User {user} liked {history}. Will the user like {item}? Answer:");

    /// <summary>Task 2, top-K recommendation over the whole catalogue: answered with an item token.</summary>
    public static PromptTemplate TopK { get; } = new("User {user} liked {history}. Next item:");

    /// <summary>Task 2 with the candidates in the prompt.</summary>
    public static PromptTemplate TopKAmongCandidates { get; } = new("User {user} liked {history}. Candidates: {candidates}. Next item:");
}
