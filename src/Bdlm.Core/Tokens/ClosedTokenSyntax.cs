using System.Globalization;
using System.Text;

namespace Bdlm.Tokens;

/// <summary>
/// How closed tokens are written and escaped. A token is <c>&lt;uidN&gt;</c> or <c>&lt;iidN&gt;</c> with a number without leading zeros,
/// or a reserved token. The same word with one backslash after its <c>&lt;</c> is the text of the token; with n + 1 backslashes it is the
/// text with n of them. So escaping adds one backslash, unescaping takes one away, and both are exact inverses.
/// </summary>
internal static class ClosedTokenSyntax
{
    private const int MaxDigits = 18;

    /// <summary>Finds the next closed token, escaped or not, at or after <paramref name="from"/>.</summary>
    /// <param name="text">The text to search.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="reserved">The reserved tokens without their <c>&lt;</c>, with their places; null for none.</param>
    /// <param name="token">What was found.</param>
    public static bool TryFind(ReadOnlySpan<char> text, int from, Dictionary<string, int>? reserved, out ClosedToken token)
    {
        for (int start = NextBracket(text, from); start >= 0; start = NextBracket(text, start + 1))
        {
            if (TryMatchEntity(text, start, out token) || TryMatchReserved(text, start, reserved, out token))
            {
                return true;
            }
        }

        token = default;
        return false;
    }

    /// <summary>Whether a user or an item, escaped or not, begins at <paramref name="start"/>.</summary>
    public static bool TryMatchEntity(ReadOnlySpan<char> text, int start, out ClosedToken token)
    {
        token = default;
        int name = AfterBackslashes(text, start + 1);
        int digits = name + 3;
        if (digits >= text.Length || text[name] is not ('u' or 'i') || text[name + 1] != 'i' || text[name + 2] != 'd')
        {
            return false;
        }

        int end = digits;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        int length = end - digits;
        if (length == 0 || end >= text.Length || text[end] != '>' || (length > 1 && text[digits] == '0'))
        {
            return false;
        }

        long number = length <= MaxDigits ? long.Parse(text[digits..end], CultureInfo.InvariantCulture) : long.MaxValue;
        token = new ClosedToken(start, end + 1, name - start - 1, text[name] == 'u' ? EntityKind.User : EntityKind.Item, number);
        return true;
    }

    /// <summary>Adds one backslash to every closed token, so that the result is read as text.</summary>
    public static string Escape(string text, Dictionary<string, int>? reserved) => Rewrite(text, reserved, escape: true);

    /// <summary>Takes one backslash from every escaped closed token: the inverse of <see cref="Escape"/>.</summary>
    public static string Unescape(string text, Dictionary<string, int>? reserved) => Rewrite(text, reserved, escape: false);

    private static string Rewrite(string text, Dictionary<string, int>? reserved, bool escape)
    {
        StringBuilder? result = null;
        int copied = 0;
        for (int from = 0; TryFind(text, from, reserved, out ClosedToken token); from = token.End)
        {
            if (!escape && token.Backslashes == 0)
            {
                continue;
            }

            result ??= new StringBuilder(text.Length + 8);
            result.Append(text, copied, token.Start + 1 - copied);
            copied = token.Start + (escape ? 1 : 2);
            _ = escape ? result.Append('\\') : result;
        }

        return result is null ? text : result.Append(text, copied, text.Length - copied).ToString();
    }

    private static bool TryMatchReserved(ReadOnlySpan<char> text, int start, Dictionary<string, int>? reserved, out ClosedToken token)
    {
        token = default;
        if (reserved is null || reserved.Count == 0)
        {
            return false;
        }

        int name = AfterBackslashes(text, start + 1);
        int length = text[name..].IndexOfAny('<', '>');
        if (length <= 0 || text[name + length] != '>')
        {
            return false;
        }

        int end = name + length + 1;
        if (!reserved.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[name..end], out int place))
        {
            return false;
        }

        token = new ClosedToken(start, end, name - start - 1, null, place);
        return true;
    }

    private static int NextBracket(ReadOnlySpan<char> text, int from)
    {
        int offset = text[from..].IndexOf('<');
        return offset < 0 ? -1 : from + offset;
    }

    private static int AfterBackslashes(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length && text[from] == '\\')
        {
            from++;
        }

        return from;
    }
}
