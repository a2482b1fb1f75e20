using Bdlm.Tokens;
using Microsoft.ML.Tokenizers;

namespace Bdlm.Lab.Backbone;

/// <summary>The two answers to a yes-or-no question, as they follow a prompt.</summary>
/// <param name="Yes">The positive one, such as " Yes".</param>
/// <param name="No">The negative one.</param>
internal sealed record AnswerWords(string Yes, string No)
{
    // What a prompt of the interaction task ends with.
    private const string PromptEnd = "Answer:";

    private static readonly AnswerWords[] Candidates =
        [new(" Yes", " No"), new(" yes", " no"), new("Yes", "No"), new("yes", "no"), new(" Y", " N"), new("Y", "N"), new(" y", " n"), new("y", "n")];

    /// <summary>" Yes" and " No".</summary>
    public static AnswerWords English => Candidates[0];

    /// <summary>The word of an answer.</summary>
    public string Of(bool isYes) => isYes ? Yes : No;

    /// <summary>
    /// The first words for yes and no that are one token each in a tokenizer: " Yes" and " No" in any of a usual size, single letters in a very small one.
    /// </summary>
    /// <exception cref="NotSupportedException">None is.</exception>
    public static AnswerWords For(Tokenizer tokenizer, int vocabularySize)
    {
        var words = new ExtendedTokenizer(tokenizer, new EntityVocabulary(vocabularySize, userCount: 0, itemCount: 0));
        return Array.Find(Candidates, pair => TokenOf(words, pair.Yes) is int yes && TokenOf(words, pair.No) is int no && yes != no)
            ?? throw new NotSupportedException($"The tokenizer has no token of its own for any of {string.Join(", ", Candidates.Select(pair => $"\"{pair.Yes}\" and \"{pair.No}\""))} behind \"{PromptEnd}\"; expected one of these pairs. Take another backbone.");
    }

    // One token, which does not melt into the prompt's end; null otherwise.
    private static int? TokenOf(ExtendedTokenizer words, string answer)
    {
        IReadOnlyList<int> ids = words.Encode(answer, continues: true);
        return ids.Count == 1 && words.Encode(PromptEnd + answer).SequenceEqual([.. words.Encode(PromptEnd), ids[0]]) ? ids[0] : null;
    }
}
