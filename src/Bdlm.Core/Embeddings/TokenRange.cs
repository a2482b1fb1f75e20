using Bdlm.Tokens;

namespace Bdlm.Embeddings;

/// <summary>A run of token ids whose rows stand one after the other in one table.</summary>
/// <param name="Table">The table.</param>
/// <param name="FirstToken">The first token id.</param>
/// <param name="FirstRow">Its row in the table.</param>
/// <param name="Count">The number of tokens.</param>
internal readonly record struct TokenRange(TokenTable Table, int FirstToken, int FirstRow, int Count)
{
    /// <summary>The ranges of a vocabulary in the order of token ids, without gaps.</summary>
    public static TokenRange[] Of(EntityVocabulary vocabulary)
    {
        List<TokenRange> ranges = [new(TokenTable.Words, 0, 0, vocabulary.BaseVocabularySize)];
        if (vocabulary.ReservedTokens.Count > 0)
        {
            ranges.Add(new(TokenTable.Reserved, vocabulary.BaseVocabularySize, 0, vocabulary.ReservedTokens.Count));
        }

        ranges.AddRange(vocabulary.Segments.Select(s =>
            new TokenRange(s.Kind == EntityKind.User ? TokenTable.Users : TokenTable.Items, s.FirstToken, s.FirstEntity, s.Count)));
        return [.. ranges];
    }
}
