namespace Bdlm.Tokens;

/// <summary>What a reserved token may look like, so that scanning finds it and escaping can hide it.</summary>
internal static class ReservedTokenRules
{
    /// <summary>Copies the tokens; throws on the first that breaks a rule.</summary>
    public static string[] Check(IReadOnlyList<string>? reservedTokens)
    {
        string[] tokens = [.. reservedTokens ?? []];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int index = 0; index < tokens.Length; index++)
        {
            if (Fault(tokens[index]) is string fault)
            {
                throw new ArgumentException($"reservedTokens[{index}] is \"{tokens[index]}\", which {fault}; expected a closed word such as <answer>.", nameof(reservedTokens));
            }

            if (!seen.Add(tokens[index]))
            {
                throw new ArgumentException($"reservedTokens holds \"{tokens[index]}\" twice; expected each token once. Remove the repetition.", nameof(reservedTokens));
            }
        }

        return tokens;
    }

    private static string? Fault(string? token)
    {
        if (token is null || token.Length < 3 || token[0] != '<' || token[^1] != '>')
        {
            return "does not start with '<' and end with '>' around a name";
        }

        ReadOnlySpan<char> name = token.AsSpan(1, token.Length - 2);
        if (name.IndexOfAny('<', '>', '\\') >= 0 || name.IndexOfAnyWhiteSpace() >= 0)
        {
            return "holds '<', '>', a backslash or white space inside";
        }

        return ClosedTokenSyntax.TryMatchEntity(token, 0, out _) ? "looks like a user or an item" : null;
    }

    private static int IndexOfAnyWhiteSpace(this ReadOnlySpan<char> text)
    {
        for (int index = 0; index < text.Length; index++)
        {
            if (char.IsWhiteSpace(text[index]))
            {
                return index;
            }
        }

        return -1;
    }
}
